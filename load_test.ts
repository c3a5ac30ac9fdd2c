/**
 * Sends jobs to the identify queue, and reports how they went.
 *
 * @module
 */
import { COMMAND, readRequest } from "./load_test/arguments.ts";
import { runCommand } from "./shared/command_line/command.ts";
import { runLoadTest } from "./load_test/run.ts";
import { MachinesError } from "./load_test/machines.ts";
import { PicturesError } from "./load_test/pictures.ts";
import { ReportFileError } from "./load_test/report/files.ts";
import { SettingsError } from "./shared/service/settings.ts";
import { DataFolderError } from "./shared/embedded/mod.ts";

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [
      SettingsError,
      DataFolderError,
      MachinesError,
      PicturesError,
      ReportFileError,
    ],
    run: (args) => runLoadTest(readRequest(args)),
  });
}
