/**
 * The scales of a chart: where the values lie, and which of them are named.
 *
 * @module
 */

/** From values to positions on the chart. */
export interface Scale {
  /** The values that are named, evenly apart, from 0 to the end of the scale or little before. */
  readonly ticks: readonly number[];
  position(value: number): number;
}

/** The steps that read well: 1, 2 and 5, and their tenfolds. */
function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((each) => each * power >= rough * 0.999);
  return (step ?? 10) * power;
}

const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

function ticksUpTo(end: number, step: number): number[] {
  const length = Math.floor(end / step + 1e-9) + 1;
  return Array.from({ length }, (_, index) => index * step);
}

/**
 * A scale of amounts, from 0 to a round number that is not below `max`.
 *
 * @param count of ticks, about
 * @param least the smallest step between two ticks
 * @param from the position of 0
 * @param to the position of the scale's end
 */
export function amountScale(
  max: number,
  { count, least = 0 }: { readonly count: number; readonly least?: number },
  from: number,
  to: number,
): Scale {
  const step = Math.max(niceStep((max || 1) / count), least);
  const end = Math.ceil((max || 1) / step - 1e-9) * step;
  return {
    ticks: ticksUpTo(end, step),
    position: (value) => from + value / end * (to - from),
  };
}

/** A scale of seconds, from 0 to `max`, whose ticks are as a clock has them. */
export function timeScale(
  max: number,
  count: number,
  from: number,
  to: number,
): Scale {
  const step = TIME_STEPS.find((each) => max / each <= count) ??
    Math.ceil(max / count / 3600) * 3600;
  return {
    ticks: ticksUpTo(max, step),
    position: (value) => from + value / max * (to - from),
  };
}

/** An amount as a tick names it: without digits that say nothing. */
export const amountText = (value: number): string =>
  value >= 10_000
    ? `${Number((value / 1000).toFixed(1))}k`
    : String(Number(value.toPrecision(4)));

/** Seconds as a clock shows them: `45 s`, `2:30`, `1:05:00`. */
export function timeText(seconds: number, max: number): string {
  if (max < 120) return `${seconds} s`;
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}
