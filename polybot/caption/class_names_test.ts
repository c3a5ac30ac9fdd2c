import { assertEquals } from "@std/assert";
import { COCO_CLASSES } from "../../shared/coco.ts";
import { nearestClasses, readClass } from "./class_names.ts";

Deno.test("readClass() reads every class by its name, in the plural and in one word", () => {
  for (const name of COCO_CLASSES) {
    const words = name.split(" ");
    const found = { name, length: words.length };
    assertEquals(readClass(words), found);
    assertEquals(readClass([...words.slice(0, -1), words.at(-1) + "s"]), found);
    assertEquals(readClass([words.join("")]), { name, length: 1 });
    assertEquals(readClass([words.join("-")]), { name, length: 1 });
  }
});

Deno.test("readClass() takes the longest name", () => {
  assertEquals(readClass(["hot", "dog", "cat"]), {
    name: "hot dog",
    length: 2,
  });
  assertEquals(readClass(["dog", "hot"]), { name: "dog", length: 1 });
});

Deno.test("readClass() knows irregular plurals and other words", () => {
  const meant: [string, string][] = [
    ["people", "person"],
    ["buses", "bus"],
    ["knives", "knife"],
    ["mice", "mouse"],
    ["benches", "bench"],
    ["toothbrushes", "toothbrush"],
    ["bikes", "bicycle"],
    ["phones", "cell phone"],
    ["fridge", "refrigerator"],
    ["sofas", "couch"],
    ["tables", "dining table"],
  ];
  for (const [word, name] of meant) {
    assertEquals(readClass([word]), { name, length: 1 } as never, word);
  }
});

Deno.test("readClass() knows nothing else", () => {
  assertEquals(readClass(["unicorn"]), undefined);
  assertEquals(readClass([]), undefined);
});

Deno.test("nearestClasses() names what a misspelt word may be, nearest first and each once", () => {
  assertEquals(nearestClasses("elefant"), ["elephant"]);
  assertEquals(nearestClasses("brocoli"), ["broccoli"]);
  assertEquals(nearestClasses("cta")[0], "cat");
  assertEquals(nearestClasses("unicorn"), []);
});
