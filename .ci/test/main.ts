/**
 * `deno task test`: runs checks and tests. The last line counts them:
 * `N passed, N failed`, then how many were skipped if any were.
 *
 * @module
 */
import { EXIT, runCommand } from "../../shared/command_line/command.ts";
import { summaryOf } from "./count.ts";
import { COMMAND, planOf } from "./plan.ts";
import { runParts } from "./run_parts.ts";

await runCommand(COMMAND, {
  operatorErrors: [],
  async run(args) {
    const { parts, leftOut } = planOf(args);
    const count = await runParts(parts);
    console.log(`\n${leftOut}\n\n${summaryOf(count)}`);
    return count.failed.length ? EXIT.failed : EXIT.ok;
  },
});
