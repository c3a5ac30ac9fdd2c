/**
 * The contents and permissions of each service's executable.
 *
 * @module
 */
import { PolybotSettings } from "../../polybot/settings.ts";
import { Yolo5Settings } from "../../yolo5/settings.ts";

export const SERVICES = ["polybot", "yolo5"] as const;
export type Service = typeof SERVICES[number];

export interface ServiceContents {
  /** The module that the executable starts, then those that start as workers. */
  readonly entries: readonly [string, ...string[]];
  /** Files that are read, or that a licence demands. */
  readonly files: readonly string[];
  /** Options of `deno compile`: permissions and V8's. */
  readonly flags: readonly string[];
}

/** Options of V8, the same as in `deno task yolo5`. */
const YOLO5_V8_FLAGS = "--max-semi-space-size=4,--max-old-space-size=160";

/** System information that the AWS SDK and pino read. */
const SYSTEM = "hostname,homedir,osRelease";

/**
 * Returns the permissions, as narrow as possible.
 *
 * - Network: everything, as AWS, Telegram and the listening address are settings.
 * - Reading: everything, as YOLO5_MODEL and the SDK's credentials may be anywhere.
 * - Native code: everything, as the folder that the executable unpacks to is
 *   known only then. No library can be brought in, as nothing can be written.
 * - Nothing can be written, run, or imported from elsewhere. So POLYBOT_DATA,
 *   which keeps everything on one machine, works with `deno task` only.
 * - Environment: the service's settings, the SDK's, and HOME. All other
 *   variables appear unset.
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
      // the known picture of the self-check
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
