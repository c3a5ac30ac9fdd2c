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
  readonly flags: readonly string[];
}

/** What V8 is told beside its defaults, by `deno task yolo5` too. */
const YOLO5_V8_FLAGS = "--max-semi-space-size=4,--max-old-space-size=160";

/**
 * The permissions, as narrow as they can be.
 *
 * - net is open: AWS, Telegram and the address to listen on are settings.
 * - read is open: the folder that the executable unpacks to is known when it
 *   starts, the SDK reads credentials from where the environment says, and
 *   YOLO5_MODEL is anywhere.
 * - ffi is open for the same reason; as nothing can be written and no program
 *   run, a library that does not lie on the machine cannot be brought in.
 * - nothing is written, run, or imported from elsewhere. So POLYBOT_DATA, the
 *   backend of one machine, is for `deno task` alone.
 * - of the environment it sees the settings, the SDK's own, and HOME; all else
 *   is not there for it.
 */
const permissions = (
  environment: readonly string[],
  sys: readonly string[],
) => [
  "--no-prompt",
  "--allow-net",
  "--allow-read",
  "--allow-ffi",
  "--deny-import",
  `--allow-sys=${sys.join(",")}`,
  `--allow-env=${[...environment, "AWS_*", "HOME"].join(",")}`,
  "--ignore-env",
];

/** By the service's name. */
export const CONTENTS: Readonly<Record<Service, ServiceContents>> = {
  polybot: {
    entries: ["polybot/main.ts"],
    files: [],
    flags: permissions(Object.keys(PolybotSettings.shape), [
      "hostname",
      "homedir",
      "osRelease",
      "cpus",
    ]),
  },
  yolo5: {
    entries: ["yolo5/main.ts", "yolo5/model_thread_worker.ts"],
    files: [
      "yolo5/models/nanodet-g-416.onnx",
      "yolo5/models/LICENSE.human-models.txt",
      "yolo5/models/LICENSE.nanodet.txt",
      "yolo5/fonts/LICENSE.roboto.txt",
      "shared/testing/pictures/chelsea.png",
    ],
    flags: [
      `--v8-flags=${YOLO5_V8_FLAGS}`,
      ...permissions([
        ...Object.keys(Yolo5Settings.shape),
        "ORT_DISABLE_TELEMETRY",
      ], ["hostname", "homedir", "osRelease", "cpus"]),
    ],
  },
};
