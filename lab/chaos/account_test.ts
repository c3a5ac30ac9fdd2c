import { assertEquals } from "@std/assert";
import { account, emptyLedger } from "./account.ts";
import { isGood } from "./report.ts";

/** A text that a bot sent in reply to a message, and another message that it sent with it. */
const answer = (id: number, replyTo: number, service = "polybot-1") => ({
  event: { id, from: "bot" as const, text: "an answer", replyTo },
  delivery: {
    service,
    sentAt: id * 1000 - 50,
    acceptedAt: id * 1000,
    messageIds: [id, id + 100],
  },
});
const FIRST = answer(10, 1);
const SECOND = answer(20, 2);
const BOTH = [FIRST, SECOND];

const EXPECTATIONS = [
  { request: "first", replyTo: 1 },
  { request: "second", replyTo: 2 },
];
const POISON = "jobs: {";
const record = (name: string) => {
  const label = { class: name, cx: 0, cy: 0, width: 0, height: 0, score: 1 };
  return { value: { labels: [label] } };
};

/** Returns what is wrong, without empty headings, and allowed with two requests, a job and poison. */
function accountFor(
  answers: readonly ReturnType<typeof answer>[],
  {
    records = new Map([["a", record("cat")]]),
    deadLetters = [POISON],
    kills = emptyLedger().kills,
  } = {},
) {
  const { wrong, allowed } = account(
    {
      ...emptyLedger(),
      expectations: EXPECTATIONS,
      events: answers.map(({ event }) => event),
      deliveries: answers.map(({ delivery }) => delivery),
      jobs: new Map([["a", "cat"]]),
      poison: [POISON],
      kills,
    },
    records,
    deadLetters,
  );
  const found = Object.entries(wrong).filter(([, items]) => items.length > 0);
  assertEquals(isGood({ wrong }), found.length === 0);
  return {
    wrong: Object.fromEntries(found),
    allowed: Object.values(allowed).flat(),
  };
}
const wrongWith = (...args: Parameters<typeof accountFor>) =>
  accountFor(...args).wrong;

Deno.test("account() finds nothing where everything is right", () => {
  assertEquals(accountFor(BOTH), { wrong: {}, allowed: [] });
});

Deno.test("account() reports a request without an answer", () => {
  assertEquals(wrongWith([FIRST]), { lost: ["second"] });
});

Deno.test("account() reports a job without a record, and one with another's", () => {
  const none = wrongWith(BOTH, { records: new Map() });
  assertEquals(none, { lost: ["job a, cat: no record"] });
  const other = wrongWith(BOTH, { records: new Map([["a", record("dog")]]) });
  assertEquals(other, { lost: ["job a, cat: found dog"] });
});

Deno.test("account() reports what was answered two or three times", () => {
  const twice = [...BOTH, answer(30, 1)];
  assertEquals(wrongWith(twice), { "answered twice": ["first"] });
  const thrice = wrongWith([...twice, answer(31, 1)]);
  assertEquals(thrice, { "answered twice": ["first", "first"] });
});

Deno.test("account() allows the second answer of a bot killed before it recorded the first", () => {
  const answers = [...BOTH, answer(30, 1, "polybot-2")];
  // the last one was in transit, and accepted after its sender was killed
  for (const [at, after] of [[10_004, 4], [9_980, -20]] as const) {
    const kills = [{ service: "polybot-1", at }];
    const reason =
      `first: polybot-1 was killed ${after} ms after the chat page accepted the first answer`;
    assertEquals(accountFor(answers, { kills }), {
      wrong: {},
      allowed: [reason],
    });
  }
});

Deno.test("account() allows no second answer because of another kill", () => {
  const kills = {
    "of another bot": { service: "polybot-2", at: 10_004 },
    "before it was sent": { service: "polybot-1", at: 9_000 },
    "long after it was recorded": { service: "polybot-1", at: 25_000 },
    "after the second answer": { service: "polybot-1", at: 12_000 },
  };
  const twice = { "answered twice": ["first"] };
  const answers = [FIRST, answer(11, 1, "polybot-2"), SECOND];
  for (const [name, kill] of Object.entries(kills)) {
    assertEquals(wrongWith(answers, { kills: [kill] }), twice, name);
  }
  const unseen = { ...FIRST.delivery, messageIds: [] };
  const found = wrongWith(
    [{ ...FIRST, delivery: unseen }, SECOND, answer(30, 1)],
    { kills: [{ service: "polybot-1", at: 10_004 }] },
  );
  assertEquals(found, twice, "unknown sender");
});

Deno.test("account() reports answers that nothing asked for", () => {
  assertEquals(wrongWith([...BOTH, answer(30, 3)]), {
    "answers that nothing asked for": ["“an answer” in reply to 3"],
  });
});

Deno.test("account() reports dead letters that are extra, missing, or on another queue", () => {
  const wrongFor = (...deadLetters: string[]) =>
    wrongWith(BOTH, { deadLetters });
  const extra = "dead letters that are not poison";
  const missing = "poison that was not dead-lettered";
  assertEquals(wrongFor(POISON, "jobs: a job"), { [extra]: ["jobs: a job"] });
  assertEquals(wrongFor(), { [missing]: [POISON] });
  assertEquals(wrongFor("results: {"), {
    [extra]: ["results: {"],
    [missing]: [POISON],
  });
});

Deno.test("account() allows poison that was dead-lettered twice", () => {
  const deadLetters = [POISON, POISON];
  const found = accountFor(BOTH, { deadLetters });
  assertEquals(found, { wrong: {}, allowed: [POISON] });
});
