import { assert, assertEquals } from "@std/assert";
import { account, emptyLedger, isClean, type Ledger } from "./account.ts";

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
const REMAINS = { records: new Map([["a", ["cat"]]]), deadLetters: [POISON] };

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

Deno.test("account() finds nothing where everything is right", () => {
  const found = accountFor([FIRST, SECOND]);
  assert(isClean(found));
  assertEquals(found.duplicates, 0);
});

Deno.test("account() reports a request without an answer", () => {
  const found = accountFor([FIRST]);
  assertEquals(found.lost, ["second"]);
  assert(!isClean(found));
});

Deno.test("account() reports a job without a record, and one with another's", () => {
  const records = (...entries: [string, string[]][]) => new Map(entries);
  const answers = [FIRST, SECOND];
  const none = accountFor(answers, { records: records() });
  assertEquals(none.lost, ["job a, cat: no record"]);
  const other = accountFor(answers, { records: records(["a", ["dog"]]) });
  assertEquals(other.lost, ["job a, cat: found dog"]);
  assert(!isClean(none) && !isClean(other));
});

Deno.test("account() reports what was answered two or three times", () => {
  const twice = [FIRST, SECOND, answer(30, 1)];
  const found = accountFor(twice);
  assertEquals(found.repeated, ["first"]);
  assert(!isClean(found));
  const thrice = accountFor([...twice, answer(31, 1)]);
  assertEquals(thrice.repeated, ["first", "first"]);
});

Deno.test("account() allows the second answer of a bot killed before it recorded the first", () => {
  const answers = [FIRST, SECOND, answer(30, 1, "polybot-2")];
  const found = accountFor(answers, {
    kills: [{ service: "polybot-1", at: 10_004 }],
  });
  const reason = "ms after the chat page accepted the first answer";
  assertEquals(found.allowed, [`first: polybot-1 was killed 4 ${reason}`]);
  assertEquals(found.repeated, []);
  assert(isClean(found));
  // in transit, and accepted after its sender was killed
  const { allowed } = accountFor(answers, {
    kills: [{ service: "polybot-1", at: 9_980 }],
  });
  assertEquals(allowed, [`first: polybot-1 was killed -20 ${reason}`]);
});

Deno.test("account() allows no second answer because of another kill", () => {
  const kills = {
    "of another bot": { service: "polybot-2", at: 10_004 },
    "before it was sent": { service: "polybot-1", at: 9_000 },
    "long after it was recorded": { service: "polybot-1", at: 25_000 },
    "after the second answer": { service: "polybot-1", at: 12_000 },
  };
  const answers = [FIRST, answer(11, 1, "polybot-2"), SECOND];
  for (const [name, kill] of Object.entries(kills)) {
    const { repeated, allowed } = accountFor(answers, { kills: [kill] });
    assertEquals([repeated, allowed], [["first"], []], name);
  }
  const unseen = { ...FIRST.delivery, messageIds: [] };
  const { repeated } = accountFor(
    [{ ...FIRST, delivery: unseen }, SECOND, answer(30, 1)],
    { kills: [{ service: "polybot-1", at: 10_004 }] },
  );
  assertEquals(repeated, ["first"], "unknown sender");
});

Deno.test("account() reports answers that nothing asked for", () => {
  const found = accountFor([FIRST, SECOND, answer(30, 3)]);
  assertEquals(found.unexpected, ["“an answer” in reply to 3"]);
  assert(!isClean(found));
});

Deno.test("account() reports dead letters that are extra, missing, or on another queue", () => {
  const cases = [
    [[POISON, { queue: "jobs", body: "a job" }], ["jobs: a job"], []],
    [[], [], ["jobs: {"]],
    [[{ queue: "results", body: "{" }], ["results: {"], ["jobs: {"]],
  ] as const;
  for (const [deadLetters, extra, missing] of cases) {
    const found = accountFor([FIRST, SECOND], {
      deadLetters: [...deadLetters],
    });
    assertEquals([found.extra, found.missing], [[...extra], [...missing]]);
    assert(!isClean(found));
  }
});

Deno.test("account() counts poison that was dead-lettered twice, and allows it", () => {
  const found = accountFor([FIRST, SECOND], { deadLetters: [POISON, POISON] });
  assertEquals(found.duplicates, 1);
  assert(isClean(found));
});
