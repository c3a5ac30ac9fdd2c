/**
 * Draws a report as a chart: throughput, backlog, latency and machines over
 * time. Takes a second to load, as Vega does.
 *
 * @module
 */
import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Report } from "./report.ts";
import { describeOutcome } from "./summary.ts";
import type { Point } from "./timeline.ts";

/** Sizes in pixels. The axis is {@linkcode AXIS_GAP} away from its labels. */
const WIDTH = 960;
const PADDING = 28;
const AXIS_WIDTH = 36;
const AXIS_GAP = 4;
const PANEL_WIDTH = WIDTH - 2 * PADDING - AXIS_WIDTH - AXIS_GAP;
const PANEL_HEIGHT = 150;

const FONT =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const FONT_SIZE = 12.5;
const INK = "#24292f";
const FAINT = "#6e7781";
const GRID = "#e3e6ea";

interface Series {
  readonly name: string;
  readonly key: Exclude<keyof Point, "second">;
  readonly colour: string;
  readonly dashed?: boolean;
}

interface Panel {
  readonly title: string;
  readonly mark: keyof typeof MARKS;
  /** Labels only whole numbers. */
  readonly whole?: boolean;
  readonly series: readonly Series[];
}

const MARKS = {
  /** Steps, each over the interval that a point ends. */
  steps: { type: "line", interpolate: "step-before" },
  area: { type: "area", line: true, fillOpacity: 0.25 },
  // with dots, as a point between two gaps has no line
  line: { type: "line", point: { size: 20 } },
} as const;

const PANELS: readonly Panel[] = [
  {
    title: "Messages per second",
    mark: "steps",
    series: [
      { name: "sent", key: "sent", colour: "#8c96a3", dashed: true },
      { name: "done", key: "done", colour: "#0969da" },
    ],
  },
  {
    title: "Backlog: messages without a record",
    mark: "area",
    whole: true,
    series: [{ name: "backlog", key: "backlog", colour: "#bf8700" }],
  },
  {
    title: "Seconds from send to record",
    mark: "line",
    series: [
      { name: "p95", key: "p95", colour: "#cf222e" },
      { name: "p50", key: "p50", colour: "#1a7f37" },
    ],
  },
  {
    title: "Machines",
    mark: "steps",
    whole: true,
    series: [
      { name: "desired", key: "desired", colour: "#8c96a3", dashed: true },
      { name: "in service", key: "machines", colour: "#8250df" },
    ],
  },
];

/** Returns the value of a series at second 0, before the first point. */
const startOf = (mark: Panel["mark"], first: number | undefined) =>
  ({ steps: first, area: 0, line: undefined })[mark];

/** Returns the values of a series. Points without a value leave a gap. */
function valuesOf(
  { name, key }: Series,
  mark: Panel["mark"],
  timeline: readonly Point[],
) {
  const start = startOf(mark, timeline[0]?.[key]);
  const points = timeline.map((point) => ({ ...point, value: point[key] }));
  return [{ second: 0, value: start }, ...points]
    .map(({ second, value = null }) => ({ name, second, value }));
}

/** Returns the Vega expression of a time as a clock shows it: `45 s`, `2:30`, `1:05:00`. */
const timeLabel = (end: number) =>
  end < 120
    ? "datum.value + ' s'"
    : "utcFormat(datum.value * 1000, datum.value < 3600 ? '%-M:%S' : '%-H:%M:%S')";

/** Returns the encoding of the series by colours or dashes, with a legend above the right end of the panel. */
const bySeries = <T>(series: readonly Series[], range: (one: Series) => T) => ({
  field: "name",
  type: "nominal" as const,
  scale: { domain: series.map(({ name }) => name), range: series.map(range) },
  legend: {
    title: null,
    orient: "none" as const,
    legendX: PANEL_WIDTH - 220,
    legendY: -20,
  },
});

function specOf(
  { title, mark, whole, series }: Panel,
  timeline: readonly Point[],
  isLast: boolean,
) {
  const end = timeline.at(-1)?.second ?? 1;
  const values = series.flatMap((each) => valuesOf(each, mark, timeline));
  return {
    title: {
      text: title,
      anchor: "start" as const,
      frame: "group" as const,
      fontSize: FONT_SIZE,
    },
    width: PANEL_WIDTH,
    height: PANEL_HEIGHT,
    data: { values },
    mark: MARKS[mark],
    encoding: {
      x: {
        field: "second",
        type: "quantitative" as const,
        title: null,
        scale: { domain: [0, end], nice: false },
        axis: { labels: isLast, labelExpr: timeLabel(end) },
      },
      y: {
        field: "value",
        type: "quantitative" as const,
        title: null,
        // without values Vega has no domain
        scale: values.some(({ value }) => value) ? {} : { domain: [0, 1] },
        axis: {
          tickCount: 4,
          minExtent: AXIS_WIDTH,
          format: "~s",
          ...(whole ? { tickMinStep: 1 } : {}),
        },
      },
      color: bySeries(series, ({ colour }) => colour),
      // areas cannot be dashed
      ...(mark === "area" ? {} : {
        strokeDash: bySeries(series, ({ dashed }) => dashed ? [6, 4] : [1, 0]),
      }),
    },
  };
}

/** Returns the chart of a report as an SVG document. */
export async function drawChart(report: Report): Promise<string> {
  const { timeline, asked, startedAt } = report;
  const panels = PANELS.filter(({ title, series }) =>
    title !== "Machines" ||
    timeline.some((point) => series.some(({ key }) => point[key] !== undefined))
  );
  const spec: TopLevelSpec = {
    padding: PADDING,
    title: {
      text: `Load test: ${asked.count} messages at ${asked.rate} per second`,
      subtitle: [
        describeOutcome(report),
        `${asked.backend}, ${startedAt.slice(0, 16).replace("T", " ")} UTC`,
      ],
      anchor: "start",
      fontSize: 20,
      subtitleFontSize: 14,
      offset: 24,
    },
    vconcat: panels.map((panel) =>
      specOf(panel, timeline, panel === panels.at(-1))
    ),
    spacing: 24,
    resolve: { scale: { color: "independent", strokeDash: "independent" } },
    config: {
      font: FONT,
      background: "#ffffff",
      title: { color: INK, subtitleColor: FAINT },
      axis: {
        labelColor: FAINT,
        labelFontSize: FONT_SIZE,
        domain: false,
        ticks: false,
        gridColor: GRID,
      },
      legend: {
        labelColor: FAINT,
        labelFontSize: FONT_SIZE,
        symbolType: "stroke",
        direction: "horizontal",
      },
      view: { stroke: null },
    },
  };
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  return await view.toSVG();
}
