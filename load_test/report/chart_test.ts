import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import sharp from "sharp";
import { drawChart } from "./chart.ts";
import type { Report } from "./report.ts";
import type { Point } from "./timeline.ts";

const POINTS: Point[] = [
  { second: 1, sent: 10, done: 4, backlog: 6, p50: 0.2, p95: 0.5 },
  { second: 2, sent: 10, done: 0, backlog: 16 },
  { second: 3, sent: 0, done: 16, backlog: 0, p50: 1.1, p95: 1.9 },
];

const reportOf = (timeline: readonly Point[], backend = "here"): Report => ({
  asked: { rate: 10, count: 20, images: ["a.png"], backend },
  startedAt: "2026-11-24T22:14:00.000Z",
  seconds: 3,
  end: "complete",
  sent: 20,
  done: 20,
  failed: 0,
  unfinished: 0,
  deadLetters: 0,
  sentRate: 10,
  throughput: 6.667,
  latency: { mean: 1, p50: 1.1, p95: 1.9, p99: 1.9, max: 1.9 },
  timeline,
});

/** Renders a chart, and returns a function that counts its pixels of a colour. */
async function render(svg: string) {
  const { data, info } = await sharp(new TextEncoder().encode(svg))
    .removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return {
    ...info,
    count([red, green, blue]: readonly [number, number, number]) {
      let count = 0;
      for (let at = 0; at < data.length; at += 3) {
        const same = data[at] === red && data[at + 1] === green &&
          data[at + 2] === blue;
        if (same) count++;
      }
      return count;
    },
  };
}

/** Colours of series. */
const DONE = [0x09, 0x69, 0xda] as const;
const P95 = [0xcf, 0x22, 0x2e] as const;
const MACHINES = [0x82, 0x50, 0xdf] as const;

Deno.test("drawChart() shows every series", async () => {
  const picture = await render(await drawChart(reportOf(POINTS)));
  assertEquals(picture.width, 960);
  // strokes of two pixels: the steps cover most of the width
  assert(picture.count(DONE) > 1000, `${picture.count(DONE)} pixels`);
  // dots and the legend, as its values are isolated
  assert(picture.count(P95) > 20);
  assertEquals(picture.count(MACHINES), 0);
});

Deno.test("drawChart() adds a panel for machines that were counted", async () => {
  const counted = POINTS.map((point, index) => ({
    ...point,
    machines: index + 1,
    desired: 3,
  }));
  const without = await render(await drawChart(reportOf(POINTS)));
  const picture = await render(await drawChart(reportOf(counted)));
  assert(picture.height > without.height + 150);
  assert(picture.count(MACHINES) > 500);
});

Deno.test("drawChart() shows the parameters, the summary and the titles of its panels", async () => {
  const svg = await drawChart(reportOf(POINTS, "the queue <a&b>"));
  for (
    const text of [
      "Load test: 20 messages at 10 per second",
      "20 done · 6.67 per second · p50 1.1 s, p95 1.9 s, p99 1.9 s",
      "the queue &lt;a&amp;b&gt;, 2026-11-24 22:14 UTC",
      "Messages per second",
      "Backlog: messages without a record",
      "Seconds from send to record",
      ">3 s<",
    ]
  ) assertStringIncludes(svg, text);
});

Deno.test("drawChart() accepts a report without any message", async () => {
  const empty = [{ second: 0.5, sent: 0, done: 0, backlog: 0 }];
  const svg = await drawChart(reportOf(empty));
  assert(!svg.includes("NaN"));
  await render(svg);
});
