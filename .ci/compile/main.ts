/**
 * `deno task compile`: both services as single executables.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { runCommand } from "../../shared/command_line/command.ts";
import { COMMAND, type CompileRequest, readRequest } from "./arguments.ts";
import { compileService, ROOT } from "./build.ts";
import { CompileError } from "./compile_error.ts";
import { inspectExecutable } from "./executable.ts";
import { prove, weigh } from "./prove.ts";
import type { Service } from "./services.ts";
import { versionOf } from "./version.ts";

/** Compiles a service in a folder of its own, and puts it in place once it is proved. */
async function make(service: Service, version: string, out: string) {
  console.log(`Compiling ${service} ${version} …`);
  const folder = await Deno.makeTempDir({ dir: out, prefix: ".compiling-" });
  try {
    const draft = join(folder, service);
    await compileService(service, { version, out: draft });
    const size = weigh(
      await inspectExecutable(draft),
      Deno.env.has("DENORT_BIN"),
    );
    console.log(`Trying ${service}: ${size}`);
    const said = await prove(draft, version);
    console.log(said.trimEnd().replaceAll(/^/gm, "  "));
    await Deno.rename(draft, join(out, service));
    console.log(`Saved ${join(out, service)}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function compile({ services, version, out }: CompileRequest) {
  const named = version ?? await versionOf(ROOT);
  const folder = resolve(out);
  await Deno.mkdir(folder, { recursive: true });
  for (const service of services) await make(service, named, folder);
}

if (import.meta.main) {
  await runCommand(COMMAND, {
    operatorErrors: [CompileError],
    run: (args) => compile(readRequest(args)),
  });
}
