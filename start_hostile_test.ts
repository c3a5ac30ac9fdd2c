import { assert, assertStringIncludes } from "@std/assert";
import { openPerson } from "./lab/telegram/person.ts";
import {
  HOSTILE_CAPTIONS,
  hostileFiles,
} from "./lab/pictures/hostile_files.ts";
import { startTask } from "./lab/processes/task.ts";

const CHELSEA = await Deno.readFile(
  new URL("./shared/pictures/samples/chelsea.png", import.meta.url),
);

Deno.test("every hostile input gets an answer in words, and the next photo works", async (t) => {
  const POLYBOT_DATA = await Deno.makeTempDir({ prefix: "polybot-hostile-" });
  await using started = await startTask({ POLYBOT_DATA });
  const person = openPerson(started.address);
  const files = await hostileFiles();

  for (const caption of ["blur 4", "predict"]) {
    await t.step(`files as documents, captioned ${caption}`, async () => {
      for (const { name, bytes, isPicture } of files) {
        const document = { name, bytes };
        const [id] = await person.send({ text: caption, document });
        const answer = await person.waitForAnswer(id);
        const { text = "", documentUrl } = answer;
        if (isPicture) assert(documentUrl, `${name}: ${text}`);
        else assert(text.length > 20 && !documentUrl, `${name}: ${text}`);
      }
    });
  }

  await t.step("files as photos", async () => {
    for (const { name, bytes, isPicture } of files) {
      const [id] = await person.send({ text: "rotate", photos: [bytes] });
      const { text = "", photoUrl } = await person.waitForAnswer(id);
      if (isPicture) assert(photoUrl, `${name}: ${text}`);
      else assert(text.length > 20 && !photoUrl, `${name}: ${text}`);
    }
  });

  await t.step("captions", async () => {
    for (const caption of HOSTILE_CAPTIONS) {
      const [id] = await person.send({ text: caption, photos: [CHELSEA] });
      const { text = "", photoUrl } = await person.waitForAnswer(id);
      assert(!photoUrl && text.length > 20, `${caption}: ${text}`);
    }
  });

  await t.step(
    "a caption of 10,000 characters is refused with the limit",
    async () => {
      const error = await person.send({
        text: "blur ".repeat(2000),
        photos: [CHELSEA],
      }).then(() => undefined, (error: Error) => error);
      assertStringIncludes(error?.message ?? "", "1024");
    },
  );

  const [id] = await person.send({ text: "predict", photos: [CHELSEA] });
  const { text = "" } = await person.waitForAnswer(id);
  assertStringIncludes(text, "Cat: 1");
  await person.close();
  await started.end("SIGTERM");
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});
