import { assert, assertEquals } from "@std/assert";
import { testWithMoto } from "../aws/moto/moto_test_case.ts";
import { describeResult, isGood } from "./report.ts";
import { runChaos } from "./run.ts";

/** A short run; `deno task chaos` is the long one. */
const PLAN = {
  seed: 4,
  jobs: 40,
  updates: 20,
  killEvery: 1,
  // so many calls run twice that it shows with few messages too
  faults: {
    brokenBefore: 0.02,
    brokenAfter: 0.15,
    silent: 0.003,
    failed: 0.03,
    latency: 40,
  },
  report() {},
};

testWithMoto(
  "no job, update or album is lost or answered twice while services are killed and AWS is disturbed",
  async () => {
    const directory = await Deno.makeTempDir({ prefix: "polybot-chaos-" });
    const result = await runChaos({ ...PLAN, directory });
    const report = describeResult(result);
    assert(isGood(result), report);
    const { jobs, concat } = result.sent;
    assertEquals(jobs, PLAN.jobs);
    assert(concat, "albums were sent");
    const { passed, ...faults } = result.fates;
    assert(passed > 0 && Object.values(faults).some((count) => count > 0));
    const killed = Object.keys(result.kills);
    assert(killed.some((name) => name.startsWith("polybot")), report);
    assert(killed.some((name) => name.startsWith("yolo5")), report);
    await Deno.remove(directory, { recursive: true });
  },
);
