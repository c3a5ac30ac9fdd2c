import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { isTold, planJobs, POISONS } from "./jobs.ts";
import { planKills } from "./kills.ts";
import { planMessages, updatesOf } from "./messages.ts";

const plan = (seed: number) => {
  const messages = planMessages(seed, 300);
  return { messages, jobs: planJobs(seed, 1000, messages) };
};
const kills = (seed: number) => planKills(seed, 4, 1.5).take(100).toArray();

Deno.test("the same seed gives the same plan, another seed another", () => {
  assertEquals([plan(7), kills(7)], [plan(7), kills(7)]);
  assertNotEquals(plan(7), plan(8));
  assertNotEquals(kills(7), kills(8));
});

Deno.test("a plan has edits, albums and predictions, as many updates and jobs as asked for", () => {
  const { messages, jobs } = plan(1);
  const updates = messages.reduce((sum, each) => sum + updatesOf(each), 0);
  assert(updates >= 300 && updates <= 303);
  assertEquals(jobs.filter(({ kind }) => kind === "job").length, 1000);
  assertEquals(
    new Set(messages.map(({ kind }) => kind)),
    new Set([
      "text",
      "edit",
      "predict",
      "joined",
      "album",
      "choices",
      "mistake",
    ]),
  );
  for (const message of messages) {
    if (message.kind !== "joined") continue;
    assert(message.photos.length >= 2 && message.photos.length <= 4);
  }
});

Deno.test("a plan has poison of each kind, however small it is", () => {
  for (const [updates, jobs] of [[300, 1000], [20, 40]] as const) {
    const messages = planMessages(1, updates);
    const poison = planJobs(1, jobs, messages).flatMap((one) =>
      one.kind === "poison" ? [one] : []
    );
    assertEquals(new Set(poison.map(({ poison }) => poison)), new Set(POISONS));
    assert(
      poison.every(({ poison, replyTo }) =>
        isTold(poison) === (replyTo !== undefined)
      ),
    );
  }
});

Deno.test("no two answers of a plan can be taken for each other", () => {
  const { messages, jobs } = plan(1);
  const names = jobs.flatMap((one) =>
    one.replyTo === undefined
      ? []
      : [`${one.replyTo} ${one.kind === "job" ? one.picture : "told"}`]
  );
  assertEquals(new Set(names).size, names.length);
  assert(
    jobs.every(({ replyTo }) =>
      replyTo === undefined || messages[replyTo]?.kind === "edit"
    ),
  );
});

Deno.test("planKills() kills every service, as often as asked for in the mean", () => {
  const planned = kills(1);
  assertEquals(new Set(planned.map(({ victim }) => victim)).size, 4);
  const seconds = planned.reduce((sum, { after }) => sum + after, 0);
  assert(Math.abs(seconds / planned.length - 1.5) < 0.15);
});
