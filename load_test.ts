/**
 * Sends traffic to the identify queue, and reports what came of it.
 *
 * @module
 */
import { HELP, readArguments } from "./load_test/arguments.ts";
import { UsageError } from "./shared/command_line/options.ts";
import { conductLoadTest } from "./load_test/conduct.ts";
import { MachinesError } from "./load_test/machines.ts";
import { PicturesError } from "./load_test/pictures.ts";
import { ReportFileError } from "./load_test/report_files.ts";
import { SettingsError } from "./shared/service/settings.ts";
import { DataFolderError } from "./shared/embedded/mod.ts";

/** Faults that the person at the terminal can mend: a sentence, not a stack. */
const MENDABLE = [
  SettingsError,
  DataFolderError,
  MachinesError,
  PicturesError,
  ReportFileError,
];

async function main(args: string[]): Promise<number> {
  try {
    const request = readArguments(args);
    if (request !== "help") return await conductLoadTest(request);
    console.log(HELP);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`${error.message}. See deno run load_test.ts --help`);
      return 2;
    }
    if (!MENDABLE.some((kind) => error instanceof kind)) throw error;
    console.error((error as Error).message);
    return 1;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args));
