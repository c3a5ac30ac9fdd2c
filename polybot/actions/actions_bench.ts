/**
 * Measures each edit on a picture of 1280 × 1280, the size of Telegram's
 * photos, and blur with windows of several sizes: its time must not grow.
 *
 * @module
 */
import { blur } from "./blur.ts";
import { ACTIONS } from "./mod.ts";
import { randomPicture } from "../../lab/pictures/small_pictures.ts";

const picture = randomPicture(1280, 1280);

for (const action of ACTIONS) {
  if (action.kind !== "edit") continue;
  for (const example of action.examples) {
    const words = example.slice(action.name.length).split(" ").filter(Boolean);
    const options = action.parse(words);
    Deno.bench(example, { group: "edits" }, () => {
      action.apply(picture, options);
    });
  }
}

for (const size of [4, 16, 256]) {
  Deno.bench(`blur, a window of ${size} × ${size}`, {
    group: "blur",
    baseline: size === 4,
  }, () => {
    blur(picture, size);
  });
}
