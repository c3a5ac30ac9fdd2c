import { assert, assertEquals } from "@std/assert";
import { parseCaption } from "../caption/parse.ts";
import { ACTIONS } from "./mod.ts";
import { randomPicture } from "../../lab/pictures/small_pictures.ts";

/** Telegram's limit for a command, and for a button's data behind "run:". */
const LONGEST_COMMAND = 32;
const LONGEST_DATA = 60;

Deno.test("every file beside mod.ts that has an action is listed", async () => {
  const listed = ACTIONS.map(({ name }) => name);
  for await (const { name: file } of Deno.readDir(import.meta.dirname ?? ".")) {
    if (!file.endsWith(".ts") || /_(test|bench)\.ts$/.test(file)) continue;
    const module: Record<string, unknown> = await import(`./${file}`);
    const action = module.default;
    if (action === undefined) continue;
    assert(ACTIONS.some((other) => other === action), `${file}: ${listed}`);
  }
});

Deno.test("names and aliases of the actions differ", () => {
  const names = ACTIONS.flatMap((
    { name, aliases },
  ) => [name, ...aliases ?? []]);
  assertEquals(new Set(names).size, names.length);
});

for (const action of ACTIONS) {
  Deno.test(`${action.name} can be shown in help, menu and buttons`, () => {
    assert(/^[a-z]+( [a-z]+)*$/.test(action.name));
    assert(action.name.length <= LONGEST_COMMAND);
    assert([...action.summary].length <= 60, action.summary);
    assert(action.usage.startsWith(action.name));
    for (const example of action.examples) {
      assert(new TextEncoder().encode(example).length <= LONGEST_DATA);
    }
    assertEquals(new Set(action.examples).size, action.examples.length);
  });

  Deno.test(`${action.name} does what its examples say`, async () => {
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
