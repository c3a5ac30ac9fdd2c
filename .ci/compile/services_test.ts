import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "./deno_command.ts";
import { localModules } from "./module_graph.ts";
import { CONTENTS, SERVICES } from "./services.ts";

Deno.test("every file that is compiled in exists", async () => {
  for (const service of SERVICES) {
    const { entries, files } = CONTENTS[service];
    for (const path of [...entries, ...files]) {
      assert((await Deno.stat(join(ROOT, path))).isFile, path);
    }
  }
});

Deno.test("an executable has the V8 options of its task", () => {
  for (const service of SERVICES) {
    const words = config.tasks[service].command.split(" ");
    const flagsOf = (all: readonly string[]) =>
      all.filter((word) => word.startsWith("--v8-flags"));
    assertEquals(flagsOf(CONTENTS[service].flags), flagsOf(words), service);
  }
});

Deno.test("an executable has no permission that its task lacks", () => {
  for (const service of SERVICES) {
    const words = config.tasks[service].command.split(" ");
    for (const flag of CONTENTS[service].flags) {
      const [name = "", list = ""] = flag.split("=");
      if (!name.startsWith("--allow-")) continue;
      const allowed = words.find((word) => word.split("=")[0] === name);
      assert(allowed, `${service} ${name}`);
      const named = allowed.split("=")[1]?.split(",");
      for (const one of list.split(",")) assert(named?.includes(one) ?? true);
    }
  }
});

Deno.test("an executable sees only listed environment variables, and never prompts", () => {
  for (const service of SERVICES) {
    const { flags } = CONTENTS[service];
    const environment = flags.find((flag) => flag.startsWith("--allow-env="));
    assert(environment?.includes("LOG_LEVEL,"), environment);
    assert(flags.includes("--ignore-env"));
    assert(flags.includes("--no-prompt"));
    assert(!flags.some((flag) => /^--allow-(all|run|write)/.test(flag)));
  }
});

Deno.test("an executable contains nothing of the lab and no test", async () => {
  for (const service of SERVICES) {
    const { entries, files } = CONTENTS[service];
    const modules = await Promise.all(entries.map(localModules));
    const paths = modules.flat().map((path) => path.slice(ROOT.length));
    assert(paths.includes(entries[0]));
    const wrong = [...paths, ...files].filter((path) =>
      /^(lab|\.ci)\/|_test\.ts$/.test(path)
    );
    assertEquals(wrong, [], service);
  }
});
