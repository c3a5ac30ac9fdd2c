/**
 * Entry point of `deno task aws:local`: runs everything on this machine the way
 * it runs on AWS.
 *
 * @module
 */
import { join } from "node:path";
import { z } from "zod";
import {
  createCommand,
  runCommand,
} from "../../../shared/command_line/command.ts";
import {
  readSettings,
  SettingsError,
  wholeNumber,
} from "../../../shared/service/settings.ts";
import { openLogFile } from "../../../shared/service/log_file.ts";
import { onShutdown } from "../../../shared/service/shutdown.ts";
import { VERSION } from "../../../shared/service/version.ts";
import { ensurePython } from "../moto/python.ts";
import { ProcessError } from "../../processes/running_process.ts";
import { type Stack, startStack } from "./stack.ts";

const COMMAND = createCommand(
  "deno task aws:local",
  "Runs everything on this machine the way it runs on AWS: two bots behind a load balancer and two workers, with moto in place of AWS and the chat page in place of Telegram. Services that die are restarted.",
)
  .version(VERSION, "--version", "show the version")
  .addHelpText(
    "after",
    `
Settings, from the environment:
  PORT            the chat page's port, default 8081; 0 takes a free one
  POLYBOT_DATA    the folder for the logs, which are in its aws-local/; default .polybot
  POLYBOT_PYTHON  a Python that has moto; default that of .venv, which is created
  YOLO5_MODEL, YOLO5_THREADS, LOG_LEVEL   as for the services

moto keeps everything in memory, so each start begins empty. Ctrl-C stops
everything, after work in progress is finished.`,
  );

const Settings = z.object({
  PORT: wholeNumber(0, 65_535).default(8081),
  POLYBOT_DATA: z.string().default(".polybot"),
  YOLO5_THREADS: z.string().optional(),
});

/** Returns shell lines that point another program to the stack. */
function exportsOf({ env }: Stack): string {
  const names = [
    "AWS_ENDPOINT_URL",
    "AWS_REGION",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "BUCKET_NAME",
  ];
  return names.map((name) => `  export ${name}=${env[name]}`).join("\n");
}

/** Returns the threads of each of the two workers. */
const threadsEach = () =>
  String(Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)));

async function start() {
  const settings = readSettings(Settings, Deno.env.toObject());
  const directory = join(settings.POLYBOT_DATA, "aws-local");
  const missing = await ensurePython();
  if (missing) {
    throw new SettingsError(
      `Cannot start: moto cannot be installed, ${missing}. Set POLYBOT_PYTHON to a Python that has it`,
    );
  }
  await Deno.remove(directory, { recursive: true }).catch(() => {});
  const log = openLogFile(join(directory, "aws-local.jsonl"), "info");
  const starting = startStack({
    directory,
    port: settings.PORT,
    env: { YOLO5_THREADS: settings.YOLO5_THREADS ?? threadsEach() },
    restart: true,
    detached: true,
    say(sentence) {
      console.log(sentence);
      log.info(sentence);
    },
  });
  onShutdown(() => stop(starting), log);
  // closing the terminal stops it too
  Deno.addSignalListener("SIGHUP", () => Deno.kill(Deno.pid, "SIGTERM"));
  const stack = await starting;
  console.log(`
  Open ${stack.chatPage.address} and send a photo captioned “predict”

The logs are in ${directory}. To use it from other programs, such as load_test.ts:

${exportsOf(stack)}

Press Ctrl-C to stop`);
}

async function stop(starting: Promise<Stack>) {
  console.log("\nFinishing work in progress …");
  await using stack = await starting;
  const codes = Object.entries(await stack.stop());
  for (const [name, code] of codes) {
    if (code !== 0) console.log(`${name} ended with ${code}`);
  }
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [SettingsError, ProcessError],
    run: start,
  });
}
