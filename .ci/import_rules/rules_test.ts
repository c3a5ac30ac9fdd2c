import { assertEquals } from "@std/assert";
import config from "../../deno.json" with { type: "json" };
import { repositoryFiles } from "../linters/linter.ts";
import { findBreaches } from "./rules.ts";

const CHOICE = "only start.ts, load_test.ts and each main.ts choose a backend";

/** A file, the one module that it imports, and the rule that this import breaks. */
type Case = [from: string, specifier: string, rule: string | undefined];

const CASES: Case[] = [
  [
    "polybot/a.ts",
    "../yolo5/b.ts",
    "polybot and yolo5 never import each other",
  ],
  [
    "yolo5/a.ts",
    "../polybot/b.ts",
    "polybot and yolo5 never import each other",
  ],
  [
    "yolo5/a_test.ts",
    "../polybot/b.ts",
    "polybot and yolo5 never import each other",
  ],
  ["polybot/a.ts", "../shared/b.ts", undefined],

  ["shared/a.ts", "../polybot/b.ts", "shared imports nothing but itself"],
  ["shared/aws/a.ts", "../../yolo5/b.ts", "shared imports nothing but itself"],
  ["shared/a_test.ts", "../chat/b.ts", "shared imports nothing but itself"],
  ["shared/a_test.ts", "../lab/b.ts", undefined],
  ["shared/a.ts", "./b.ts", undefined],

  ["chat/a.ts", "../polybot/b.ts", "chat imports nothing but shared"],
  ["chat/a_test.ts", "../yolo5/b.ts", "chat imports nothing but shared"],
  ["chat/a.ts", "../shared/b.ts", undefined],
  ["chat/a.ts", "hono", undefined],

  ["polybot/a.ts", "../lab/b.ts", "nothing that ships imports lab"],
  ["apply/a.ts", "../lab/b.ts", "nothing that ships imports lab"],
  ["start.ts", "./lab/b.ts", "nothing that ships imports lab"],
  ["load_test.ts", "./lab/b.ts", "nothing that ships imports lab"],
  ["polybot/a.ts", "@std/assert", "nothing that ships imports lab"],
  ["polybot/a_test.ts", "../lab/b.ts", undefined],
  ["polybot/a_bench.ts", "../lab/b.ts", undefined],

  ["polybot/a.ts", "./b_test.ts", "nothing that ships imports a test"],
  ["start.ts", "./load_test.ts", undefined],
  ["yolo5/a.ts", "../.ci/b.ts", "nothing that ships imports .ci"],
  [
    ".ci/compile/a.ts",
    "../../lab/b.ts",
    ".ci/compile imports neither lab nor the rest of .ci",
  ],
  [
    ".ci/compile/a.ts",
    "../tools/b.ts",
    ".ci/compile imports neither lab nor the rest of .ci",
  ],
  [".ci/compile/a.ts", "../command.ts", undefined],
  [".ci/tools/a.ts", "../../lab/b.ts", undefined],
  [
    "lab/a.ts",
    "../.ci/tools/b.ts",
    "lab imports no folder of .ci but .ci/compile",
  ],
  ["lab/a.ts", "../.ci/compile/b.ts", undefined],

  ["polybot/a.ts", "../shared/embedded/mod.ts", CHOICE],
  ["chat/a.ts", "../shared/aws/mod.ts", CHOICE],
  ["polybot/main.ts", "../shared/embedded/mod.ts", undefined],
  ["load_test/a.ts", "../shared/open_backend.ts", undefined],

  [
    "yolo5/a.ts",
    "onnxruntime-node",
    "only yolo5/model/onnxruntime.ts imports onnxruntime-node",
  ],
  ["yolo5/model/onnxruntime.ts", "onnxruntime-node", undefined],
];

const ALIASES = { "@std/assert": "lab/assert.ts" };

/** Returns the rules that one file breaks, without the names of the file and its imports. */
const rulesBrokenBy = (path: string, text: string) =>
  findBreaches({ [path]: text }, ALIASES).map((breach) =>
    breach.replace(/^.*: /, "")
  );

for (const [from, specifier, rule] of CASES) {
  const name = `${from} ${rule ? "must not" : "may"} import ${specifier}`;
  Deno.test(name, () => {
    const found = rulesBrokenBy(from, `import { c } from "${specifier}";`);
    // shared and chat break two rules if they import lab
    assertEquals([...new Set(found)].slice(0, 1), rule ? [rule] : []);
  });
}

Deno.test("findBreaches() names the file, its import and the rule", () => {
  assertEquals(findBreaches({ "polybot/a.ts": 'import "../lab/b.ts";' }), [
    "polybot/a.ts imports lab/b.ts: nothing that ships imports lab",
  ]);
});

Deno.test("findBreaches() counts exports, types, dynamic imports, workers and files", () => {
  for (
    const text of [
      'export { a } from "../lab/a.ts";',
      'export * from "../lab/a.ts";',
      'import type { A } from "../lab/a.ts";',
      'import {\n  a,\n  type B,\n} from "../lab/a.ts";',
      'const a = await import("../lab/a.ts");',
      'new Worker(\n  new URL("../lab/a.ts", import.meta.url),\n);',
      'new URL(\n  "../lab/a.png",\n  import.meta.url,\n);',
    ]
  ) {
    assertEquals(
      rulesBrokenBy("polybot/b.ts", text),
      ["nothing that ships imports lab"],
      text,
    );
  }
});

Deno.test("findBreaches() lets every module read a backend's settings, but only some open it", () => {
  const from = 'from "../shared/open_backend.ts";';
  assertEquals(rulesBrokenBy("yolo5/a.ts", `import { openBackend } ${from}`), [
    CHOICE,
  ]);
  assertEquals(
    rulesBrokenBy("yolo5/a.ts", `import { BACKEND_SETTINGS } ${from}`),
    [],
  );
});

Deno.test("findBreaches() names the files of a cycle, types and workers included", () => {
  const sources = {
    "yolo5/a.ts": 'import type { B } from "./b.ts";',
    "yolo5/b.ts": 'new URL("./c.ts", import.meta.url);',
    "yolo5/c.ts": 'import "./a.ts";\nimport "./d.ts";',
    "yolo5/d.ts": "",
  };
  assertEquals(findBreaches(sources), [
    "yolo5/a.ts, yolo5/b.ts, yolo5/c.ts: these files import each other",
  ]);
});

Deno.test("the repository follows the import rules", async () => {
  const sources: Record<string, string> = {};
  for (const path of await repositoryFiles()) {
    if (/\.(ts|js)$/.test(path)) sources[path] = await Deno.readTextFile(path);
  }
  const aliases = Object.fromEntries(
    Object.entries(config.imports).map((
      [name, target],
    ) => [name, target.replace(/^\.\//, "")]),
  );
  assertEquals(findBreaches(sources, aliases), []);
});
