/**
 * Writes the report and its chart to files.
 *
 * @module
 */
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Report } from "./report.ts";

/** Thrown when a report cannot be written. The message is one sentence. */
export class ReportFileError extends Error {
  override name = "ReportFileError";
}

/** Returns the file of the chart, next to the file of the report. */
const chartFile = (file: string) => file.replace(/\.json$/i, ".svg");

/**
 * Checks before a load test that the folder of its report exists.
 *
 * @throws {ReportFileError} when it does not
 */
export function checkReportFile(file: string): void {
  const folder = dirname(resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new ReportFileError(
    `Cannot write '${file}' as there is no folder '${folder}'`,
  );
}

/**
 * Writes the report and its chart, and returns their file names.
 *
 * @throws {ReportFileError} when they cannot be written
 */
export async function writeReportFiles(
  file: string,
  report: Report,
): Promise<string[]> {
  // loaded only when a chart is drawn, because Vega takes a second to load
  const { drawChart } = await import("./chart.ts");
  const files: [string, string][] = [
    [file, `${JSON.stringify(report, undefined, 2)}\n`],
    [chartFile(file), await drawChart(report)],
  ];
  for (const [name, text] of files) {
    try {
      await Deno.writeTextFile(name, text);
    } catch (error) {
      throw new ReportFileError(
        `Cannot write '${name}': ${
          error instanceof Error ? error.message : error
        }`,
      );
    }
  }
  return files.map(([name]) => name);
}
