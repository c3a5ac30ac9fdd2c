import { assertEquals } from "@std/assert";
import { dirname } from "node:path";
import { isTest } from "./import_rules/rules.ts";
import { repositoryFiles } from "./linters/linter.ts";
import { shellcheck } from "./linters/linters.ts";

const files: { path: string; mode: number; text: string }[] = [];
for (const path of await repositoryFiles()) {
  const { isFile, mode } = await Deno.lstat(path);
  if (isFile) {
    files.push({ path, mode: mode ?? 0, text: await Deno.readTextFile(path) });
  }
}
const paths = (found: typeof files) => found.map(({ path }) => path);

/** Matches files with a pattern that has the groups `key` and `value`. @return all values of each key */
function findAll(pattern: RegExp, found = files): Map<string, Set<string>> {
  const values = new Map<string, Set<string>>();
  for (const { text } of found) {
    for (const { groups } of text.matchAll(pattern)) {
      const { key = "", value = "" } = groups ?? {};
      values.set(key, (values.get(key) ?? new Set()).add(value));
    }
  }
  return values;
}

Deno.test("shell scripts are executable", () => {
  const scripts = files.filter(({ path }) => shellcheck.checks(path));
  assertEquals(paths(scripts.filter(({ mode }) => !(mode & 0o100))), []);
});

Deno.test("no file has merge conflict markers or trailing white space", () => {
  const own = files.filter(({ path }) =>
    !/LICENSE|\.(onnx|png|jpe?g|webp|gif|ttf)/.test(path)
  );
  const unclean = own.filter(({ text }) => /^(<{7}|>{7}) |[ \t]$/m.test(text));
  assertEquals(paths(unclean), []);
});

Deno.test("every npx command of Deno has the same version", () => {
  const versions = findAll(/npx --yes (?<key>deno)@(?<value>\d+\.\d+\.\d+)/g);
  assertEquals(versions.get("deno")?.size, 1);
});

Deno.test("each third-party action is pinned to one commit, with its version", () => {
  const pins = findAll(
    /^ +(?:- )?uses: (?<key>[\w-]+\/[\w-]+)@(?<value>.*)$/gm,
    files.filter(({ path }) => path.startsWith(".github/")),
  );
  const wrong = [...pins].filter(([, [pin = "", ...others]]) =>
    others.length > 0 || !/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin)
  );
  assertEquals(wrong, []);
});

/** Source files that one folder may hold at its own level. */
const MAX_SOURCES = 12;

Deno.test(`a folder has at most ${MAX_SOURCES} sources at its own level, not counting tests and actions`, () => {
  const sources = files.filter(({ path }) =>
    /\.(ts|js|py|sh)$/.test(path) && !isTest(path) &&
    !path.endsWith("_test.py") &&
    dirname(path) !== "polybot/actions"
  );
  const folders = Map.groupBy(sources, ({ path }) => dirname(path));
  const full = [...folders].filter(([, { length }]) => length > MAX_SOURCES)
    .map(([folder, { length }]) => `${folder}: ${length}`);
  assertEquals(full, []);
});
