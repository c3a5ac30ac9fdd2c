import { assertEquals } from "@std/assert";
import { decodePicture } from "../../shared/pictures/decode.ts";
import { encodePicture } from "../../shared/pictures/encode.ts";
import { pictureFrom } from "../../shared/pictures/picture.ts";
import { COLOURS, coloursOf, makePlain } from "./pictures.ts";

Deno.test("coloursOf() reads the parts of a picture, whatever JPEG made of them", async () => {
  const parts = await Promise.all(
    COLOURS.map(async (colour) => {
      const photo = await makePlain({ colour, width: 60, height: 40 });
      return (await decodePicture(photo)).picture.bitmap;
    }),
  );
  const pixels = new Uint8Array(parts.flatMap((part) => [...part]));
  const column = await encodePicture(pictureFrom(pixels, 60, 160), "jpeg");
  assertEquals(await coloursOf(column, "vertical", 4), [...COLOURS]);
  const [middle] = await coloursOf(
    await makePlain({
      colour: "blue",
      width: 9,
      height: 9,
    }),
    "horizontal",
    1,
  );
  assertEquals(middle, "blue");
});
