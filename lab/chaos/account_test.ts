import { assertEquals } from "@std/assert";
import { account, emptyLedger, type Ledger, type Letter } from "./account.ts";
import { isGood } from "./report.ts";

/** A text that a bot sent in reply to a message. */
const answer = (
  id: number,
  replyTo: number,
  service = "polybot-1",
  acceptedAt = id * 1000,
) => ({
  event: { id, from: "bot" as const, text: "an answer", replyTo },
  delivery: {
    service,
    sentAt: acceptedAt - 50,
    acceptedAt,
    chatId: 1,
    messageIds: [id],
  },
});
const FIRST = answer(10, 1);
const SECOND = answer(20, 2);

const POISON = { queue: "jobs", body: "{" };
const record = (name: string) => {
  const label = { class: name, cx: 0, cy: 0, width: 0, height: 0, score: 1 };
  return { value: { labels: [label] } };
};
const REMAINS = {
  records: new Map([["a", record("cat")]]),
  deadLetters: [POISON],
};

/** Returns the account of two requests, a job and poison with these answers and kills. */
function accountFor(
  answers: readonly ReturnType<typeof answer>[],
  { kills = [] as Ledger["kills"], ...remains }: Partial<
    typeof REMAINS & Pick<Ledger, "kills">
  > = {},
) {
  const expect = (request: string, replyTo: number) => ({
    request,
    replyTo,
    shape: { type: "text" } as const,
  });
  return account({
    ...emptyLedger(),
    expectations: [expect("first", 1), expect("second", 2)],
    events: answers.map(({ event }) => event),
    deliveries: answers.map(({ delivery }) => delivery),
    jobs: new Map([["a", "cat"]]),
    poison: [POISON],
    kills,
  }, { ...REMAINS, ...remains });
}

const wrongWith = (...args: Parameters<typeof accountFor>) => {
  const { wrong } = accountFor(...args);
  return Object.fromEntries(
    Object.entries(wrong).filter(([, items]) => items.length > 0),
  );
};

Deno.test("account() finds nothing where everything is right", () => {
  const found = accountFor([FIRST, SECOND]);
  assertEquals(isGood(found), true);
  assertEquals(Object.values(found.allowed).flat(), []);
});

Deno.test("account() reports a request without an answer", () => {
  assertEquals(isGood(accountFor([FIRST])), false);
  assertEquals(wrongWith([FIRST]), { lost: ["second"] });
});

Deno.test("account() reports a job without a record, and one with another's", () => {
  const answers = [FIRST, SECOND];
  const none = wrongWith(answers, { records: new Map() });
  assertEquals(none, { lost: ["job a, cat: no record"] });
  const records = new Map([["a", record("dog")]]);
  const other = wrongWith(answers, { records });
  assertEquals(other, { lost: ["job a, cat: found dog"] });
});

Deno.test("account() reports what was answered two or three times", () => {
  const twice = [FIRST, SECOND, answer(30, 1)];
  assertEquals(wrongWith(twice), { "answered twice": ["first"] });
  const thrice = wrongWith([...twice, answer(31, 1)]);
  assertEquals(thrice, { "answered twice": ["first", "first"] });
});

Deno.test("account() allows the second answer of a bot killed before it recorded the first", () => {
  const answers = [FIRST, SECOND, answer(30, 1, "polybot-2")];
  // the last one was in transit, and accepted after its sender was killed
  for (const [at, after] of [[10_004, 4], [9_980, -20]] as const) {
    const kills = [{ service: "polybot-1", at }];
    assertEquals(wrongWith(answers, { kills }), {});
    const { allowed } = accountFor(answers, { kills });
    assertEquals(Object.values(allowed).flat(), [
      `first: polybot-1 was killed ${after} ms after the chat page accepted the first answer`,
    ]);
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
  assertEquals(wrongWith([FIRST, SECOND, answer(30, 3)]), {
    "answers that nothing asked for": ["“an answer” in reply to 3"],
  });
});

Deno.test("account() reports dead letters that are extra, missing, or on another queue", () => {
  const wrongFor = (...deadLetters: Letter[]) =>
    wrongWith([FIRST, SECOND], { deadLetters });
  const extra = "dead letters that are not poison";
  const missing = "poison that was not dead-lettered";
  assertEquals(
    wrongFor(POISON, { queue: "jobs", body: "a job" }),
    { [extra]: ["jobs: a job"] },
  );
  assertEquals(wrongFor(), { [missing]: ["jobs: {"] });
  assertEquals(
    wrongFor({ queue: "results", body: "{" }),
    { [extra]: ["results: {"], [missing]: ["jobs: {"] },
  );
});

Deno.test("account() allows poison that was dead-lettered twice", () => {
  const deadLetters = [POISON, POISON];
  assertEquals(wrongWith([FIRST, SECOND], { deadLetters }), {});
  const { allowed } = accountFor([FIRST, SECOND], { deadLetters });
  assertEquals(Object.values(allowed).flat(), ["jobs: {"]);
});
