import { assertEquals } from "@std/assert";
import { repositoryFiles } from "./linters/linter.ts";
import { shellcheck } from "./linters/shellcheck.ts";

const files: { path: string; mode: number; text: string }[] = [];
for (const path of await repositoryFiles()) {
  const { isFile, mode } = await Deno.lstat(path);
  if (isFile) {
    files.push({ path, mode: mode ?? 0, text: await Deno.readTextFile(path) });
  }
}
const paths = (found: typeof files) => found.map(({ path }) => path);

/** What the text of the files has of a pattern: by the group `key`, each `value`. */
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

Deno.test("shell scripts can be run", () => {
  const scripts = files.filter(({ path }) => shellcheck.checks(path));
  assertEquals(paths(scripts.filter(({ mode }) => !(mode & 0o100))), []);
});

Deno.test("no file has what a merge left, or blanks at the end of a line", () => {
  const own = files.filter(({ path }) =>
    !/LICENSE|\.(onnx|png|jpe?g|webp|gif|ttf)/.test(path)
  );
  const unclean = own.filter(({ text }) => /^(<{7}|>{7}) |[ \t]$/m.test(text));
  assertEquals(paths(unclean), []);
});

Deno.test("all that starts Deno by npx takes the same version", () => {
  const versions = findAll(/npx --yes (?<key>deno)@(?<value>\d+\.\d+\.\d+)/g);
  assertEquals(versions.get("deno")?.size, 1);
});

Deno.test("each action of others is pinned to one commit, with its version", () => {
  const pins = findAll(
    /^ +(?:- )?uses: (?<key>[\w-]+\/[\w-]+)@(?<value>.*)$/gm,
    files.filter(({ path }) => path.startsWith(".github/")),
  );
  const wrong = [...pins].filter(([, [pin = "", ...others]]) =>
    others.length > 0 || !/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(pin)
  );
  assertEquals(wrong, []);
});
