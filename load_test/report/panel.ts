/**
 * One panel of a chart: a few series over the same time.
 *
 * @module
 */
import { amountScale, amountText, type Scale } from "./scale.ts";

/** Values over time, and how they are drawn. */
export interface Series {
  readonly name: string;
  readonly colour: string;
  /** A line through the values; steps, each for the interval that it ends; or a filled area under a line. */
  readonly look: "line" | "steps" | "area";
  readonly dashed?: boolean;
  /** Where each value lies in time, in seconds; what is absent leaves a gap. */
  readonly values: readonly {
    readonly second: number;
    readonly value: number | undefined;
  }[];
}

export interface Panel {
  readonly title: string;
  /** Whether the values are whole numbers. */
  readonly isWhole?: boolean;
  readonly series: readonly Series[];
}

/** Where a panel lies. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const INK = "#24292f";
const FAINT = "#6e7781";
const GRID = "#e3e6ea";
/** About how wide a letter is. */
const LETTER = 7;

/** Text, for SVG. */
export const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const at = (value: number) => String(Math.round(value * 10) / 10);

/** A text of the chart. */
export function textAt(
  x: number,
  y: number,
  text: string,
  attributes = "",
): string {
  return `<text x="${at(x)}" y="${at(y)}" ${attributes}>${
    escapeXml(text)
  }</text>`;
}

/** Draws a panel; `time` is the scale that all panels share. */
export function drawPanel(
  { title, isWhole = false, series }: Panel,
  frame: Frame,
  time: Scale,
): string {
  const { left, right, top, bottom } = frame;
  const values = series.flatMap((each) =>
    each.values.flatMap(({ value }) => value ?? [])
  );
  const most = values.reduce((a, b) => Math.max(a, b), 0);
  const ticks = { count: 4, least: isWhole ? 1 : 0 };
  const amount = amountScale(most, ticks, bottom, top);
  return [
    textAt(left, top - 12, title, `fill="${INK}" font-weight="600"`),
    drawLegend(series, right, top - 12),
    ...amount.ticks.map((tick) => {
      const y = amount.position(tick);
      return `<path d="M${left} ${at(y)}H${right}" stroke="${GRID}"/>` +
        textAt(
          left - 8,
          y + 4,
          amountText(tick),
          `fill="${FAINT}" text-anchor="end"`,
        );
    }),
    ...time.ticks.map((tick) =>
      `<path d="M${
        at(time.position(tick))
      } ${top}V${bottom}" stroke="${GRID}"/>`
    ),
    ...series.map((each) => drawSeries(each, time, amount)),
  ].join("\n");
}

/** From the right end: each name behind a stroke of its colour. */
function drawLegend(
  series: readonly Series[],
  right: number,
  y: number,
): string {
  let end = right;
  return series.toReversed().map(({ name, colour, dashed }) => {
    const text = textAt(end, y, name, `fill="${FAINT}" text-anchor="end"`);
    const start = end - name.length * LETTER - 26;
    end = start - 18;
    return `<path d="M${at(start)} ${
      y - 4
    }h18" stroke="${colour}" stroke-width="3"${dash(dashed)}/>${text}`;
  }).join("");
}

const dash = (dashed: boolean | undefined) =>
  dashed ? ' stroke-dasharray="6 4"' : "";

function drawSeries(
  { look, colour, dashed, values }: Series,
  time: Scale,
  amount: Scale,
): string {
  const stretches = unbroken(values).map((stretch) =>
    stretch.map(({ second, value }) =>
      [at(time.position(second)), at(amount.position(value))] as const
    )
  );
  const line = stretches.map((points) => pathThrough(points, look)).join("");
  const [first] = stretches[0] ?? [];
  const last = stretches.at(-1)?.at(-1);
  const ground = at(amount.position(0));
  const area = look === "area" && first && last
    ? `<path d="${line}L${last[0]} ${ground}H${
      first[0]
    }Z" fill="${colour}" fill-opacity="0.25"/>`
    : "";
  // a value between two gaps is a dot
  const dots = stretches.filter(({ length }) => length === 1).map(([point]) =>
    `<circle cx="${point?.[0]}" cy="${point?.[1]}" r="2.5" fill="${colour}"/>`
  ).join("");
  return `${area}<path d="${line}" fill="none" stroke="${colour}" stroke-width="2" stroke-linejoin="round"${
    dash(dashed)
  }/>${dots}`;
}

/** Parts values where one is absent. */
function unbroken(values: Series["values"]) {
  const stretches: { second: number; value: number }[][] = [];
  let open = false;
  for (const { second, value } of values) {
    if (value === undefined) {
      open = false;
      continue;
    }
    if (!open) stretches.push([]);
    open = true;
    stretches.at(-1)?.push({ second, value });
  }
  return stretches;
}

function pathThrough(
  points: readonly (readonly [x: string, y: string])[],
  look: Series["look"],
): string {
  return points.map(([x, y], index) =>
    index === 0 ? `M${x} ${y}` : look === "steps" ? `V${y}H${x}` : `L${x} ${y}`
  ).join("");
}
