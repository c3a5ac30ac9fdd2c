/**
 * The command line of `deno task compile`.
 *
 * @module
 */
import {
  type ArgumentsOf,
  createCommand,
  valueOf,
} from "../../shared/command_line/command.ts";
import { isVersion, VERSION_RULE } from "../../shared/service/version.ts";
import { type Service, SERVICES } from "./services.ts";

const isService = (name: string): name is Service =>
  (SERVICES as readonly string[]).includes(name);
const readService = valueOf(
  "A service",
  `be ${SERVICES.join(" or ")}`,
  (name) => isService(name) ? name : undefined,
);

export const COMMAND = createCommand(
  "deno task compile",
  "Compiles each service into a single file that needs neither Deno nor packages, and runs it once to prove that it works.",
)
  .argument(
    "[services...]",
    `${SERVICES.join(" or ")}; both when none is named`,
    (name, before: readonly Service[] = []) => [...before, readService(name)],
  )
  .option(
    "--version <version>",
    `the version that it reports: ${VERSION_RULE}; default the commit's hash, with -dirty when files differ from it`,
    valueOf(
      "--version",
      `be ${VERSION_RULE}`,
      (text) => isVersion(text) ? text : undefined,
    ),
  )
  .option("--out <folder>", "the folder to save it in", "dist")
  .addHelpText(
    "after",
    `
It runs on Linux machines of the same architecture as this one. Deno downloads
the base of executables, denort, once; DENORT_BIN names one that you have already.`,
  );

export interface CompileOptions {
  readonly services: readonly Service[];
  /** The commit's version when undefined. */
  readonly version: string | undefined;
  readonly out: string;
}

/** Returns the services to compile (both if none is named), the version and the folder. */
export function readRequest(
  { positionals: [named = []], options: { version, out } }: ArgumentsOf<
    typeof COMMAND
  >,
): CompileOptions {
  const services = SERVICES.filter((name) => named.includes(name));
  return { services: named.length > 0 ? services : SERVICES, version, out };
}
