/**
 * The report as a chart: throughput, backlog, latency and machines over time.
 *
 * @module
 */
import { drawPanel, type Panel, type Series, textAt } from "./panel.ts";
import type { Report } from "./report.ts";
import { timeScale, timeText } from "./scale.ts";
import { describeOutcome } from "./summary.ts";
import type { Point } from "./timeline.ts";

const WIDTH = 960;
const LEFT = 64;
const RIGHT = WIDTH - 28;
const HEADER = 128;
const PANEL = 150;
const GAP = 58;
const FOOTER = 44;

const COLOURS = {
  sent: "#8c96a3",
  done: "#0969da",
  backlog: "#bf8700",
  p50: "#1a7f37",
  p95: "#cf222e",
  machines: "#8250df",
};

type Values = Series["values"];

/** What a point says of an amount, at its end. */
function valuesOf(points: readonly Point[], key: keyof Point): Values {
  return points.map((point) => ({ second: point.second, value: point[key] }));
}

/** The same from the very beginning, for what held from then on. */
function valuesFromStart(points: readonly Point[], key: keyof Point): Values {
  return [{ second: 0, value: points[0]?.[key] }, ...valuesOf(points, key)];
}

function panelsOf(points: readonly Point[]): Panel[] {
  const panels: Panel[] = [
    {
      title: "Messages a second",
      series: [
        {
          name: "sent",
          colour: COLOURS.sent,
          look: "steps",
          dashed: true,
          values: valuesFromStart(points, "sent"),
        },
        {
          name: "done",
          colour: COLOURS.done,
          look: "steps",
          values: valuesFromStart(points, "done"),
        },
      ],
    },
    {
      title: "Backlog: messages without a record",
      isWhole: true,
      series: [{
        name: "backlog",
        colour: COLOURS.backlog,
        look: "area",
        values: [{ second: 0, value: 0 }, ...valuesOf(points, "backlog")],
      }],
    },
    {
      title: "Seconds from send to record",
      series: [
        {
          name: "p95",
          colour: COLOURS.p95,
          look: "line",
          values: valuesOf(points, "p95"),
        },
        {
          name: "p50",
          colour: COLOURS.p50,
          look: "line",
          values: valuesOf(points, "p50"),
        },
      ],
    },
  ];
  if (points.every(({ machines }) => machines === undefined)) return panels;
  return [...panels, {
    title: "Machines",
    isWhole: true,
    series: [
      {
        name: "desired",
        colour: COLOURS.sent,
        look: "steps",
        dashed: true,
        values: valuesFromStart(points, "desired"),
      },
      {
        name: "in service",
        colour: COLOURS.machines,
        look: "steps",
        values: valuesFromStart(points, "machines"),
      },
    ],
  }];
}

/** Draws the chart, as a whole SVG document. */
export function drawChart(report: Report): string {
  const { timeline, asked } = report;
  const max = timeline.at(-1)?.second ?? 1;
  const time = timeScale(max, 10, LEFT, RIGHT);
  const panels = panelsOf(timeline);
  const height = HEADER + panels.length * (PANEL + GAP) - GAP + FOOTER;
  const drawn = panels.map((panel, index) => {
    const top = HEADER + index * (PANEL + GAP);
    const frame = { left: LEFT, right: RIGHT, top, bottom: top + PANEL };
    return drawPanel(panel, frame, time);
  });
  const below = height - FOOTER + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif" font-size="12.5">
<rect width="100%" height="100%" fill="#ffffff"/>
${
    textAt(
      LEFT,
      36,
      `Load test: ${asked.count} messages at ${asked.rate} a second`,
      'font-size="20" font-weight="600" fill="#24292f"',
    )
  }
${
    textAt(
      LEFT,
      58,
      describeOutcome(report),
      'font-size="14" fill="#24292f"',
    )
  }
${
    textAt(
      LEFT,
      77,
      `${asked.backend}, ${
        report.startedAt.slice(0, 16).replace("T", " ")
      } UTC`,
      'fill="#6e7781"',
    )
  }
${drawn.join("\n")}
${
    time.ticks.map((tick) =>
      textAt(
        time.position(tick),
        below,
        timeText(tick, max),
        'fill="#6e7781" text-anchor="middle"',
      )
    ).join("\n")
  }
</svg>
`;
}
