/**
 * Entry point of the second part of `deno task bench`: measures the services on
 * moto, and what they are compared with. Prints progress to standard error, and
 * the figures as JSON to standard output.
 *
 * @module
 */
import { benchPolybot } from "./polybot.ts";
import { benchStart } from "./start.ts";
import { benchWebhook } from "./webhook.ts";
import { benchWorker } from "./worker.ts";
import { ensurePython } from "../aws/moto/python.ts";
import { startStack } from "../aws/local/stack.ts";

/** Threads of the worker and of bare inference; the other core is for moto and the codecs. */
const YOLO5_THREADS = "1";
/** The webhook's secret is derived from it; nothing else uses it. */
const TELEGRAM_TOKEN = "1000000002:the-token-of-the-bench-is-no-secret";

async function bench() {
  const directory = await Deno.makeTempDir({ prefix: "polybot-bench-" });
  await using stack = await startStack({
    directory,
    bots: 1,
    workers: 1,
    env: { YOLO5_THREADS },
    say: console.error,
  });
  const [bot] = stack.bots;
  const [worker] = stack.workers;
  if (!bot || !worker) {
    throw new RangeError("Cannot run the benchmark without services");
  }
  const env = { ...stack.env, YOLO5_THREADS, TELEGRAM_TOKEN };

  console.error("Measuring the bot's memory and stages over many photos …");
  const polybot = await benchPolybot(stack);
  console.error("Measuring how long each service takes to start …");
  const startMilliseconds = {
    polybot: await benchStart(bot),
    yolo5: await benchStart(worker),
  };
  await bot.stop();
  console.error("Comparing the worker with bare inference …");
  const yolo5 = await benchWorker(worker, env);
  await worker.stop();
  console.error("Comparing the webhook with a bare handler …");
  const webhook = await benchWebhook(env);
  await stack.stop();
  await Deno.remove(directory, { recursive: true });
  return { yolo5, webhook, polybot, startMilliseconds };
}

if (import.meta.main) {
  const missing = await ensurePython();
  if (missing) {
    console.error(
      `Cannot run the benchmark: moto cannot be installed, ${missing}`,
    );
    Deno.exit(1);
  }
  console.log(JSON.stringify(await bench(), null, 2));
}
