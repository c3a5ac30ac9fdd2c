import { assertEquals } from "@std/assert";
import { COCO_CLASSES } from "../../shared/coco.ts";
import { nearestClasses, readClass } from "./class_names.ts";

Deno.test("readClass() reads every class in the singular, in the plural and as one word", () => {
  for (const name of COCO_CLASSES) {
    const words = name.split(" ");
    const found = { name, length: words.length };
    assertEquals(readClass(words), found);
    assertEquals(readClass([...words.slice(0, -1), words.at(-1) + "s"]), found);
    assertEquals(readClass([words.join("")]), { name, length: 1 });
    assertEquals(readClass([words.join("-")]), { name, length: 1 });
  }
});

Deno.test("readClass() prefers the longest name", () => {
  assertEquals(readClass(["hot", "dog", "cat"]), {
    name: "hot dog",
    length: 2,
  });
  assertEquals(readClass(["dog", "hot"]), { name: "dog", length: 1 });
});

Deno.test("readClass() reads irregular plurals and other names", () => {
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

Deno.test("readClass() reads nothing else", () => {
  assertEquals(readClass(["unicorn"]), undefined);
  assertEquals(readClass([]), undefined);
});

Deno.test("nearestClasses() returns the classes nearest to a misspelt word, nearest first and without duplicates", () => {
  assertEquals(nearestClasses("elefant"), ["elephant"]);
  assertEquals(nearestClasses("brocoli"), ["broccoli"]);
  assertEquals(nearestClasses("cta")[0], "cat");
  assertEquals(nearestClasses("unicorn"), []);
});
