import { assert, assertEquals } from "@std/assert";
import { type ChatEvent, openPerson } from "./lab/telegram/person.ts";
import { plainPng, RED } from "./lab/pictures/plain_pictures.ts";
import { seededRandom } from "./lab/random.ts";
import { startTask } from "./lab/processes/task.ts";

/** Number of kills; the README's long run sets more. */
const KILLS = Number(Deno.env.get("KILLS") ?? 5);
/**
 * Milliseconds between a kill or restart and an answer within which a second
 * answer is accepted: as the README says, a kill after the chat accepted an
 * answer and before we recorded it leads to a second one.
 */
const DUPLICATE_WINDOW = 100;

const CAPTIONS = ["rotate", "predict", "blur 3, contour", "segment 20"];

Deno.test(`no accepted photo is lost or answered twice over ${KILLS} SIGKILLs`, async () => {
  const POLYBOT_DATA = await Deno.makeTempDir({ prefix: "polybot-kill-" });
  const chance = seededRandom(2026);
  const photo = await plainPng(320, 240, RED);
  const accepted: number[] = [];
  const killsAndStarts: number[] = [];
  const seen = new Map<number, number>();
  const note = ({ id }: ChatEvent) => {
    if (!seen.has(id)) seen.set(id, Date.now());
  };

  for (let kill = 0; kill < KILLS; kill++) {
    await using started = await startTask({ POLYBOT_DATA });
    killsAndStarts.push(Date.now());
    const person = openPerson(started.address, note);
    const until = Date.now() + chance() * 1500;
    while (Date.now() < until) {
      const album = chance() < 0.1;
      const text = album
        ? "concat"
        : CAPTIONS[Math.floor(chance() * CAPTIONS.length)] ?? "";
      const photos = album ? [photo, photo] : [photo];
      const [id = 0] = await person.send({ text, photos });
      accepted.push(id);
      await new Promise((go) => setTimeout(go, chance() * 200));
    }
    killsAndStarts.push(Date.now());
    await started.end("SIGKILL");
    await person.close();
  }

  await using started = await startTask({ POLYBOT_DATA });
  killsAndStarts.push(Date.now());
  const person = openPerson(started.address, note);
  const answers: ChatEvent[] = [];
  for (const id of accepted) answers.push(await person.waitForAnswer(id));
  // second answers would arrive before the answer to this
  const [last] = await person.send({ text: "the end" });
  await person.waitFor(({ id, from }) => from === "bot" && id > Number(last));
  await person.close();

  assert(accepted.length >= KILLS, "photos were accepted");
  assert(answers.every(({ photoUrl }) => photoUrl), "answers are pictures");
  for (const id of accepted) {
    const [first, ...more] = person.events.filter((event) =>
      event.from === "bot" && event.replyTo === id
    );
    const at = seen.get(first?.id ?? 0) ?? 0;
    const isNearKill = killsAndStarts.some((instant) =>
      Math.abs(instant - at) < DUPLICATE_WINDOW
    );
    if (!isNearKill) assertEquals(more, [], `second answers to ${id}`);
  }
  assertEquals(await started.end("SIGTERM"), 0);
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});
