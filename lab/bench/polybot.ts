/**
 * Measures a bot's memory and stages over many photos.
 *
 * @module
 */
import { openPerson } from "../telegram/person.ts";
import type { Stack } from "../aws/local/stack.ts";
import { readMetrics } from "./metrics.ts";

const PHOTO = new URL(
  "../../shared/pictures/samples/astronaut.png",
  import.meta.url,
);
const PHOTOS = 60;
const CAPTIONS = [
  "blur",
  "contour",
  "rotate",
  "salt and pepper",
  "segment",
  "predict",
];

/** Sends photos to be edited or detected, one at a time, to the stack's only bot. */
export async function benchPolybot({ bots: [bot], chatPage }: Stack) {
  const person = openPerson(chatPage.address);
  const photos = [await Deno.readFile(PHOTO)];
  for (let photo = 0; photo < PHOTOS; photo++) {
    const text = CAPTIONS[photo % CAPTIONS.length] ?? "";
    const [id] = await person.send({ text, photos });
    await person.waitForAnswer(id);
  }
  await person.close();
  const { stages, memory } = await readMetrics(bot?.address ?? "");
  return { stageMilliseconds: stages, memoryMegabytes: memory / 1e6 };
}
