/**
 * The report and its chart as files.
 *
 * @module
 */
import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { drawChart } from "./chart.ts";
import type { Report } from "./report.ts";

/** A report that cannot be written. The message is a sentence. */
export class ReportFileError extends Error {
  override name = "ReportFileError";
}

/** The chart's file: beside the report's. */
const chartFile = (file: string) => file.replace(/\.json$/i, ".svg");

/**
 * Makes sure that there is a folder for the report, before it is wanted.
 *
 * @throws {ReportFileError} when there is none
 */
export function checkReportFile(file: string): void {
  const folder = dirname(resolve(file));
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new ReportFileError(
    `Cannot write '${file}' as there is no folder '${folder}'`,
  );
}

/**
 * Writes both.
 *
 * @return their names
 * @throws {ReportFileError} when they cannot be written
 */
export async function writeReportFiles(
  file: string,
  report: Report,
): Promise<string[]> {
  const files: [string, string][] = [
    [file, `${JSON.stringify(report, undefined, 2)}\n`],
    [chartFile(file), drawChart(report)],
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
