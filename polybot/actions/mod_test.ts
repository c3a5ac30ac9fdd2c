import { assert, assertEquals } from "@std/assert";
import { parseCaption } from "../caption/parse.ts";
import {
  MAX_BUTTON_DATA_BYTES,
  MAX_COMMAND_LENGTH,
} from "../telegram/limits.ts";
import { ACTIONS } from "./mod.ts";
import { randomPicture } from "../../lab/pictures/small_pictures.ts";

Deno.test("mod.ts lists every file that has an action", async () => {
  const listed = ACTIONS.map(({ name }) => name);
  for await (const { name: file } of Deno.readDir(import.meta.dirname ?? ".")) {
    if (!file.endsWith(".ts") || /_(test|bench)\.ts$/.test(file)) continue;
    const module: Record<string, unknown> = await import(`./${file}`);
    const action = module.default;
    if (action === undefined) continue;
    assert(ACTIONS.some((other) => other === action), `${file}: ${listed}`);
  }
});

Deno.test("no two actions share a name or an alias", () => {
  const names = ACTIONS.flatMap((
    { name, aliases },
  ) => [name, ...aliases ?? []]);
  assertEquals(new Set(names).size, names.length);
});

Deno.test("README's table of captions lists every action, in order and with its usage", async () => {
  const readme = await Deno.readTextFile(
    new URL("../../README.md", import.meta.url),
  );
  const section = readme.split(/^## /m)
    .find((section) => section.startsWith("Use it")) ?? "";
  const captions = [...section.matchAll(/^\| `((?:[^`|]|\\\|)+)` *\|/gm)]
    .map(([, caption = ""]) => caption.replaceAll("\\|", "|"));
  assertEquals(captions, ACTIONS.map(({ usage }) => usage));
});

for (const action of ACTIONS) {
  Deno.test(`${action.name} fits into help, menu and buttons`, () => {
    assert(/^[a-z]+( [a-z]+)*$/.test(action.name));
    assert(action.name.length <= MAX_COMMAND_LENGTH);
    assert([...action.summary].length <= 60, action.summary);
    assert(action.usage.startsWith(action.name));
    for (const example of action.examples) {
      assert(
        new TextEncoder().encode(`run:${example}`).length <=
          MAX_BUTTON_DATA_BYTES,
      );
    }
    assertEquals(new Set(action.examples).size, action.examples.length);
  });

  Deno.test(`${action.name} can carry out its examples`, async () => {
    for (const example of action.examples) {
      const steps = parseCaption(example);
      assertEquals(steps.map(({ name }) => name), [action.name]);
      for (const step of steps) {
        if (step.kind === "edit") step.run(randomPicture(20, 10));
        if (step.kind === "combine") {
          await step.run([randomPicture(20, 10), randomPicture(10, 20)]);
        }
      }
    }
  });
}
