/**
 * The command line of `deno task compile`.
 *
 * @module
 */
import { parseOptions, UsageError } from "../../shared/command_line/options.ts";
import { isVersion, VERSION_RULE } from "../../shared/service/version.ts";
import { type Service, SERVICES } from "./services.ts";

export const HELP =
  `Makes each service one file that needs nothing else: no Deno, no packages.
Runs it once to prove that it works.

  deno task compile [${SERVICES.join("|")}] [--version V] [--out FOLDER]

  --version V   what it says that it is: ${VERSION_RULE};
                default the commit's hash, with -dirty where files differ from it
  --out FOLDER  where it is put, default dist
  --help        this text

It is for Linux machines of this one's kind. Deno downloads the base of
executables, denort, once; DENORT_BIN names one that is here already.`;

export interface Request {
  readonly services: readonly Service[];
  /** The commit's where absent. */
  readonly version: string | undefined;
  readonly out: string;
}

const isService = (name: string): name is Service =>
  (SERVICES as readonly string[]).includes(name);

/** @throws {UsageError} when the arguments make no sense */
export function readArguments(args: string[]): Request | "help" {
  const { values: { version, out, help }, positionals } = parseOptions({
    args,
    allowPositionals: true,
    options: {
      version: { type: "string" },
      out: { type: "string", default: "dist" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (help) return "help";
  const unknown = positionals.find((name) => !isService(name));
  if (unknown !== undefined) {
    throw new UsageError(
      `A service must be ${
        SERVICES.join(" or ")
      }: current value is '${unknown}'`,
    );
  }
  if (version !== undefined && !isVersion(version)) {
    throw new UsageError(
      `--version must be ${VERSION_RULE}: current value is '${version}'`,
    );
  }
  const named = SERVICES.filter((name) => positionals.includes(name));
  return { services: named.length > 0 ? named : SERVICES, version, out };
}
