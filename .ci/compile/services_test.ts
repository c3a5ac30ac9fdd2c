import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import config from "../../deno.json" with { type: "json" };
import { ROOT } from "./build.ts";
import { CONTENTS, SERVICES } from "./services.ts";

Deno.test("all that is compiled in is there", async () => {
  for (const service of SERVICES) {
    const { entries, files } = CONTENTS[service];
    for (const path of [...entries, ...files]) {
      assert((await Deno.stat(join(ROOT, path))).isFile, path);
    }
  }
});

Deno.test("V8 is told what the task tells it", () => {
  for (const service of SERVICES) {
    const words = config.tasks[service].command.split(" ");
    const flagsOf = (all: readonly string[]) =>
      all.filter((word) => word.startsWith("--v8-flags"));
    assertEquals(flagsOf(CONTENTS[service].flags), flagsOf(words), service);
  }
});

Deno.test("an executable may do nothing that its task may not", () => {
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

Deno.test("an executable sees a list of the environment, and is asked for nothing", () => {
  for (const service of SERVICES) {
    const { flags } = CONTENTS[service];
    const environment = flags.find((flag) => flag.startsWith("--allow-env="));
    assert(environment?.includes("LOG_LEVEL,"), environment);
    assert(flags.includes("--ignore-env"));
    assert(flags.includes("--no-prompt"));
    assert(!flags.some((flag) => /^--allow-(all|run|write)/.test(flag)));
  }
});
