import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { planKills } from "./chaos_stack.ts";
import { planJobs, POISON_NAMES } from "./jobs.ts";
import { MESSAGE_KINDS, planMessages, updatesOf } from "./messages.ts";

function plan(seed: number, updates = 300, count = 1000) {
  const messages = planMessages(seed, updates);
  const jobs = planJobs(seed, count, messages)
    .map(({ body, ...job }) => ({ ...job, body: body(job.after) }));
  const answered = jobs.filter(({ isAnswered }) => isAnswered);
  return { messages, jobs, answered };
}
const kills = (seed: number) => planKills(seed, 4, 1.5).take(100).toArray();

Deno.test("the same seed gives the same plan, another seed another one", () => {
  assertEquals([plan(7), kills(7)], [plan(7), kills(7)]);
  assertNotEquals(plan(7), plan(8));
  assertNotEquals(kills(7), kills(8));
});

Deno.test("a plan has messages of every kind, and as many updates and jobs as requested", () => {
  const { messages, jobs } = plan(1);
  const updates = messages.reduce((sum, each) => sum + updatesOf(each), 0);
  assert(updates >= 300 && updates <= 303);
  assertEquals(jobs.filter(({ object }) => object).length, 1000);
  assertEquals(new Set(messages.map(({ kind }) => kind)), MESSAGE_KINDS);
  for (const kind of ["edit", "predict", "concat", "edited album", "text"]) {
    assert(MESSAGE_KINDS.has(kind), kind);
  }
  for (const { kind, photos } of messages) {
    if (kind !== "concat") continue;
    assert(photos.length >= 2 && photos.length <= 4);
  }
});

Deno.test("a plan has poison of each kind, however small it is", () => {
  for (const [updates, count] of [[300, 1000], [20, 40]] as const) {
    const { jobs, answered } = plan(1, updates, count);
    const namesOf = (planned: typeof jobs) =>
      new Set(planned.filter((each) => !each.object).map(({ name }) => name));
    assertEquals(namesOf(jobs), POISON_NAMES);
    assertEquals(
      namesOf(answered),
      new Set(["job of wrong shape", "update with a lost photo"]),
    );
  }
});

Deno.test("no two answers of a plan can be mistaken for each other", () => {
  const { messages, answered } = plan(1);
  const names = answered.map(({ after, object }) => `${after} ${object}`);
  assertEquals(new Set(names).size, names.length);
  assert(answered.every(({ after }) => messages[after]?.kind === "edit"));
});

Deno.test("planKills() kills every service, at the requested average interval", () => {
  const planned = kills(1);
  assertEquals(new Set(planned.map(([, victim]) => victim)).size, 4);
  const seconds = planned.reduce((sum, [after]) => sum + after, 0);
  assert(Math.abs(seconds / planned.length - 1.5) < 0.15);
});
