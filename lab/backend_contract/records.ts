import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { ContractTest } from "./contract_types.ts";
import type { Answer, Prediction } from "../../shared/contracts.ts";
import { assertBecomes } from "./receive.ts";

const CLAIMED: Answer = { state: "claimed", until: 1_800_000_000_000 };
const ANSWERED: Answer = { state: "answered" };

const PREDICTION: Prediction = {
  predictionId: "1",
  chatId: -1_001_234_567_890,
  originalImgPath: "images/a.jpg",
  predictedImgPath: "images/b.jpg",
  labels: [{
    class: "person",
    cx: 0.1 + 0.2,
    cy: 1e-7,
    width: 1,
    height: 1 / 3,
    score: 0.25,
  }],
  time: "2026-01-02T03:04:05.678Z",
};

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

/** Registers the tests of the guarantees of records. */
export function testRecords(test: ContractTest) {
  test("records.get() returns what was put last, on every machine", async (opened) => {
    const { answers } = opened.backend;
    const another = (await opened.openAgain()).answers;
    assertEquals(await answers.get("a"), undefined);
    const first = await answers.put("a", CLAIMED);
    assertEquals((await another.get("a"))?.value, CLAIMED);
    assertEquals((await another.get("a"))?.version, first);
    const second = await another.put("a", ANSWERED);
    assertEquals((await answers.get("a"))?.value, ANSWERED);
    assertNotEquals(first, second);
  });

  test("records.get() returns every field as it was put", async ({ backend }) => {
    await backend.predictions.put("1", PREDICTION);
    assertEquals((await backend.predictions.get("1"))?.value, PREDICTION);
    const empty = { ...PREDICTION, labels: [], deliveredAt: "" };
    await backend.predictions.put("1", empty);
    assertEquals((await backend.predictions.get("1"))?.value, empty);
  });

  test("records.getMany() returns existing records, but no expired ones", async ({ backend: { answers } }) => {
    const keys = Array.from({ length: 120 }, (_, index) => `answer ${index}`);
    for (const key of keys.slice(0, 110)) await answers.put(key, ANSWERED);
    await answers.put("old", ANSWERED, { expiresAt: inSeconds(-2) });
    const found = await answers.getMany([...keys, "old"]);
    assertEquals([...found.keys()].sort(), keys.slice(0, 110).sort());
    assertEquals(found.get("answer 0"), await answers.get("answer 0"));
    assertEquals((await answers.getMany([])).size, 0);
  });

  test("predictions.ofChat() returns a chat's predictions, latest first", async ({ backend: { predictions } }) => {
    const { chatId } = PREDICTION;
    for (const minute of [2, 3, 1]) {
      const time = `2026-01-02T03:0${minute}:00.000Z`;
      const predictionId = `minute ${minute}`;
      await predictions.put(predictionId, {
        ...PREDICTION,
        predictionId,
        time,
      });
    }
    const other = { ...PREDICTION, predictionId: "other", chatId: 5 };
    await predictions.put("other", other);
    const old = { ...PREDICTION, predictionId: "old" };
    await predictions.put("old", old, { expiresAt: inSeconds(-2) });
    const ids = async (chatId: number) =>
      (await predictions.ofChat(chatId)).map((one) => one.predictionId);
    await assertBecomes(
      async () => (await ids(chatId)).join(),
      "minute 3,minute 2,minute 1",
    );
    assertEquals(await predictions.ofChat(5), [other]);
    assertEquals(await predictions.ofChat(6), []);
  });

  test("records of different kinds do not mix", async ({ backend }) => {
    await backend.answers.put("a", ANSWERED);
    assertEquals(await backend.albums.get("a"), undefined);
    assertEquals(await backend.predictions.get("a"), undefined);
    await backend.predictions.put("a", { ...PREDICTION, predictionId: "a" });
    assertEquals((await backend.answers.get("a"))?.value, ANSWERED);
  });

  test("records.put() with ifVersion null writes only if there is no record", async ({ backend: { answers } }) => {
    assert(await answers.put("a", CLAIMED, { ifVersion: null }));
    assertEquals(
      await answers.put("a", ANSWERED, { ifVersion: null }),
      undefined,
    );
    assertEquals((await answers.get("a"))?.value, CLAIMED);
  });

  test("records.put() with a version only replaces that version", async ({ backend: { answers } }) => {
    assertEquals(
      await answers.put("a", CLAIMED, { ifVersion: "1" }),
      undefined,
    );
    assertEquals(await answers.get("a"), undefined);
    const first = await answers.put("a", CLAIMED);
    assert(first);
    const second = await answers.put("a", ANSWERED, { ifVersion: first });
    assert(second);
    assertEquals(
      await answers.put("a", CLAIMED, { ifVersion: first }),
      undefined,
    );
    assertEquals((await answers.get("a"))?.version, second);
  });

  test("only one of many concurrent conditional records.put() calls succeeds", async (opened) => {
    const stores = [opened.backend.answers, (await opened.openAgain()).answers];
    for (const start of [undefined, ANSWERED]) {
      const key = String(start?.state);
      const ifVersion = start
        ? await opened.backend.answers.put(key, start) ?? null
        : null;
      const versions = await Promise.all(
        Array.from(
          { length: 10 },
          (_, until) =>
            stores[until % 2]?.put(key, { state: "claimed", until }, {
              ifVersion,
            }),
        ),
      );
      const winners = versions.filter((version) => version !== undefined);
      assertEquals(winners.length, 1);
      const stored = await opened.backend.answers.get(key);
      assertEquals(stored?.version, winners[0]);
      assertEquals(stored?.value, {
        state: "claimed",
        until: versions.indexOf(winners[0]),
      });
    }
  });

  test("an expired record counts as absent", async ({ backend: { answers } }) => {
    const version = await answers.put("a", CLAIMED, {
      expiresAt: inSeconds(-2),
    });
    assert(version);
    assertEquals(await answers.get("a"), undefined);
    assertEquals(
      await answers.put("a", ANSWERED, { ifVersion: version }),
      undefined,
    );
    assert(await answers.put("a", ANSWERED, { ifVersion: null }));
    assertEquals((await answers.get("a"))?.value, ANSWERED);
  });

  test("a record exists until it expires, and says when that is", async ({ backend: { answers } }) => {
    const expiresAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000);
    await answers.put("a", CLAIMED, { expiresAt });
    assertEquals((await answers.get("a"))?.expiresAt, expiresAt);
    assertEquals(
      await answers.put("a", ANSWERED, { ifVersion: null }),
      undefined,
    );
  });

  test("records.put() without an expiry removes the previous one", async ({ backend: { answers } }) => {
    await answers.put("a", CLAIMED, { expiresAt: inSeconds(60) });
    await answers.put("a", ANSWERED);
    const stored = await answers.get("a");
    assert(stored);
    assertEquals("expiresAt" in stored, false);
  });
}
