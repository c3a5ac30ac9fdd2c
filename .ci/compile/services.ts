/**
 * What is compiled into each service's executable, and what that may do.
 *
 * @module
 */
import { PolybotSettings } from "../../polybot/settings.ts";
import { Yolo5Settings } from "../../yolo5/settings.ts";

export const SERVICES = ["polybot", "yolo5"] as const;
export type Service = typeof SERVICES[number];

export interface ServiceContents {
  /** The modules that are started: the first by the executable, others as workers. */
  readonly entries: readonly [string, ...string[]];
  /** Files that are read, or that a licence wants to be there. */
  readonly files: readonly string[];
  /** What deno compile is told, permissions among it. */
  readonly flags: readonly string[];
}

/** What V8 is told beside its defaults, as `deno task yolo5` tells it. */
const YOLO5_V8_FLAGS = "--max-semi-space-size=4,--max-old-space-size=160";

/** What the SDK and pino ask of the system when they are loaded or make their first call. */
const SYSTEM = "hostname,homedir,osRelease";

/**
 * The permissions, as narrow as they can be.
 *
 * - net is open: AWS, Telegram and the address to listen on are settings.
 * - read is open: YOLO5_MODEL is anywhere, and so is what the SDK reads
 *   credentials from.
 * - ffi is open: the native code is in the folder that the executable unpacks
 *   to, which is known only then. As nothing can be written and no program be
 *   run, no library can be brought in.
 * - nothing is written, run, or imported from elsewhere. So POLYBOT_DATA, which
 *   keeps everything on one machine, is for `deno task` alone.
 * - of the environment it sees its settings, the SDK's own, and HOME: all else
 *   is as if it were not set.
 */
const permissions = (environment: readonly string[]) => [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-ffi",
  "--deny-import",
  `--allow-sys=${SYSTEM}`,
  `--allow-env=${[...environment, "AWS_*", "HOME"].join(",")}`,
  "--ignore-env",
];

/** By the service's name. */
export const CONTENTS: Readonly<Record<Service, ServiceContents>> = {
  polybot: {
    entries: ["polybot/main.ts"],
    files: [],
    flags: permissions(Object.keys(PolybotSettings.shape)),
  },
  yolo5: {
    entries: ["yolo5/main.ts", "yolo5/model/thread_worker.ts"],
    files: [
      "yolo5/model/embedded/nanodet-g-416.onnx",
      "yolo5/model/embedded/LICENSE.human-models.txt",
      "yolo5/model/embedded/LICENSE.nanodet.txt",
      "yolo5/annotation/fonts/LICENSE.roboto.txt",
      // what the self-test looks at
      "shared/pictures/samples/chelsea.png",
    ],
    flags: [
      `--v8-flags=${YOLO5_V8_FLAGS}`,
      ...permissions([
        ...Object.keys(Yolo5Settings.shape),
        "ORT_DISABLE_TELEMETRY",
      ]),
    ],
  },
};
