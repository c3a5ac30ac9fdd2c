/**
 * `deno task test`: runs checks and tests. The last line counts them:
 * `N passed, N failed`, then how many were skipped if any were.
 *
 * @module
 */
import { UsageError } from "../../shared/command_line/options.ts";
import { summaryOf } from "./count.ts";
import { HELP, planOf } from "./plan.ts";
import { runQueues } from "./run_queues.ts";

async function main(args: string[]): Promise<number> {
  try {
    const plan = planOf(args);
    if (plan === "help") {
      console.log(HELP);
      return 0;
    }
    const count = await runQueues(plan.queues);
    console.log(`\n${plan.leftOut}\n\n${summaryOf(count)}`);
    return count.failed.length ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${HELP}`);
    return 2;
  }
}

Deno.exit(await main(Deno.args));
