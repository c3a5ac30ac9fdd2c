/**
 * `deno task compile`: compiles services to single executables.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { EXIT, runCommand } from "../../shared/command_line/command.ts";
import { COMMAND, readRequest } from "./arguments.ts";
import { CompileError } from "./compile_error.ts";
import { compileService } from "./compile_service.ts";
import { ROOT } from "./deno_command.ts";
import { ownDenort } from "./denort.ts";
import { checkExecutable, checkSize } from "./executable_checks.ts";
import type { Service } from "./services.ts";
import { commitVersion } from "./version.ts";

/** Compiles a service in a temporary folder, and saves it once it has passed its checks. */
async function make(service: Service, version: string, out: string) {
  console.log(`Compiling ${service} ${version} …`);
  const denort = ownDenort();
  const folder = await Deno.makeTempDir({ dir: out, prefix: ".compiling-" });
  try {
    const draft = join(folder, service);
    await compileService(service, { version, out: draft });
    const { size } = await Deno.stat(draft);
    // a denort of one's own may be of any size
    if (!denort) checkSize(size);
    console.log(`Checking ${service}: ${(size / 1e6).toFixed(1)} MB`);
    const output = await checkExecutable(draft, version);
    console.log(output.trimEnd().replaceAll(/^/gm, "  "));
    await Deno.rename(draft, join(out, service));
    console.log(`Saved ${join(out, service)}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

await runCommand(COMMAND, {
  operatorErrors: [CompileError],
  async run(args) {
    const options = readRequest(args);
    const version = options.version ?? await commitVersion(ROOT);
    const folder = resolve(options.out);
    await Deno.mkdir(folder, { recursive: true });
    for (const service of options.services) {
      await make(service, version, folder);
    }
    return EXIT.ok;
  },
});
