import { assert, assertEquals } from "@std/assert";
import { account, isClean, type Observed } from "./accounting.ts";
import type { Answer } from "./answers.ts";
import { expectApology } from "./expectations.ts";

/** A text that a bot sent at this time in reply to a message. */
function answer(
  id: number,
  replyTo: number,
  service = "polybot-1",
  acceptedAt = id * 1000,
): Answer {
  return {
    events: [{ id, from: "bot", text: "a word", replyTo }],
    sending: {
      service,
      begunAt: acceptedAt - 50,
      acceptedAt,
      chatId: 1,
      messageIds: [id],
    },
  };
}

/** Two questions that were answered, a job with its record, a poison in its place. */
const GOOD: Observed = {
  expectations: [expectApology("first", 1), expectApology("second", 2)],
  answers: [answer(10, 1), answer(20, 2)],
  kills: [],
  jobs: [{ id: "a", what: "job a", classes: ["cat"] }],
  records: new Map([["a", ["cat"]]]),
  poison: [{ queue: "jobs", body: "{" }],
  deadLetters: [{ queue: "jobs", body: "{" }],
};

Deno.test("account() finds nothing where all is as it has to be", () => {
  const found = account(GOOD);
  assert(isClean(found));
  assertEquals(found.repeated, 0);
});

Deno.test("account() calls out what has no answer", () => {
  const found = account({ ...GOOD, answers: [answer(10, 1)] });
  assertEquals(found.lost, ["second"]);
  assert(!isClean(found));
});

Deno.test("account() calls out a job without a record, and one with another's", () => {
  const none = account({ ...GOOD, records: new Map() });
  assertEquals(none.lost, ["job a: no record"]);
  const other = account({ ...GOOD, records: new Map([["a", ["dog"]]]) });
  assertEquals(other.lost, ["job a: found dog"]);
  assert(!isClean(none) && !isClean(other));
});

Deno.test("account() calls out what was answered twice, and thrice", () => {
  const twice = [...GOOD.answers, answer(30, 1)];
  const found = account({ ...GOOD, answers: twice });
  assertEquals(found.doubled, ["first"]);
  assert(!isClean(found));
  const thrice = account({ ...GOOD, answers: [...twice, answer(31, 1)] });
  assertEquals(thrice.doubled, ["first", "first"]);
});

Deno.test("account() knows the second answer of the instant that the design names", () => {
  const answers = [...GOOD.answers, answer(30, 1, "polybot-2")];
  const kills = [{ service: "polybot-1", at: 10_004 }];
  const found = account({ ...GOOD, answers, kills });
  assertEquals(found.named, [
    { what: "first", service: "polybot-1", before: 4 },
  ]);
  assertEquals(found.doubled, []);
  assert(isClean(found));
  // it was on its way, and accepted after the end of its sender
  const [late] = account({
    ...GOOD,
    answers,
    kills: [{ service: "polybot-1", at: 9_980 }],
  }).named;
  assertEquals(late?.before, -20);
});

Deno.test("account() takes no other kill for an excuse", () => {
  const excuses = {
    "another bot's": { service: "polybot-2", at: 10_004 },
    "one before it was sent": { service: "polybot-1", at: 9_000 },
    "one when it was long written down": { service: "polybot-1", at: 25_000 },
    "one after the second answer": { service: "polybot-1", at: 12_000 },
  };
  const answers = [...GOOD.answers, answer(11, 1, "polybot-2")];
  for (const [excuse, kill] of Object.entries(excuses)) {
    const { doubled, named } = account({ ...GOOD, answers, kills: [kill] });
    assertEquals([doubled, named], [["first"], []], excuse);
  }
  const unseen: Answer = { events: answer(10, 1).events, sending: undefined };
  const kills = [{ service: "polybot-1", at: 10_004 }];
  const { doubled } = account({
    ...GOOD,
    answers: [unseen, answer(20, 2), answer(30, 1)],
    kills,
  });
  assertEquals(doubled, ["first"], "nobody saw who sent it");
});

Deno.test("account() calls out what nothing asked for", () => {
  const found = account({ ...GOOD, answers: [...GOOD.answers, answer(9, 3)] });
  assertEquals(found.unasked, ["“a word” to 3"]);
  assert(!isClean(found));
});

Deno.test("account() calls out a dead letter too many, one missing, and one on another's queue", () => {
  const more = { queue: "jobs", body: "a job" };
  const extra = account({
    ...GOOD,
    deadLetters: [...GOOD.deadLetters, more],
  });
  assertEquals([extra.extra, extra.missing], [["jobs: a job"], []]);
  const missing = account({ ...GOOD, deadLetters: [] });
  assertEquals([missing.extra, missing.missing], [[], ["jobs: {"]]);
  const elsewhere = account({
    ...GOOD,
    deadLetters: [{ queue: "results", body: "{" }],
  });
  assertEquals([elsewhere.extra, elsewhere.missing], [["results: {"], [
    "jobs: {",
  ]]);
  assert(![extra, missing, elsewhere].some(isClean));
});

Deno.test("account() counts poison that lies on the dead letters twice, and lets it pass", () => {
  const deadLetters = [...GOOD.deadLetters, ...GOOD.deadLetters];
  const found = account({ ...GOOD, deadLetters });
  assertEquals(found.repeated, 1);
  assert(isClean(found));
});
