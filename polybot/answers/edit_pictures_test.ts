import { assertEquals, assertRejects } from "@std/assert";
import { PictureError } from "../../shared/pictures/picture_error.ts";
import { parseCaption } from "../caption/parse.ts";
import { editPictures } from "./edit_pictures.ts";
import { pixelsOf, plainPng, RED } from "../../lab/pictures/plain_pictures.ts";

Deno.test("editPictures() applies the steps in order", async () => {
  const files = [await plainPng(40, 20, RED), await plainPng(40, 20, RED)];
  const steps = parseCaption("rotate, concat");
  const [result, ...more] = await editPictures(files, steps, {
    asPhoto: false,
  });
  assertEquals(more, []);
  assertEquals(result?.format, "png");
  const image = await pixelsOf(result?.bytes ?? new Uint8Array());
  assertEquals([image.width, image.height], [40, 40]);
});

Deno.test("editPictures() writes photos as JPEG", async () => {
  const files = [await plainPng(40, 20, RED)];
  const [result] = await editPictures(files, parseCaption("blur"), {
    asPhoto: true,
  });
  assertEquals(result?.format, "jpeg");
});

Deno.test("editPictures() refuses bytes that are not a picture, and still edits the next picture", async () => {
  const steps = parseCaption("blur");
  await assertRejects(
    () => editPictures([new Uint8Array(100)], steps, { asPhoto: true }),
    PictureError,
    "not a picture",
  );
  const files = [await plainPng(40, 20, RED)];
  assertEquals((await editPictures(files, steps, { asPhoto: true })).length, 1);
});
