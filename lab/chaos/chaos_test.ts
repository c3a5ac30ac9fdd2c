import { assert, assertEquals } from "@std/assert";
import { FAULTS } from "./arguments.ts";
import { describeResult, isGood } from "./report.ts";
import { runChaos } from "./run.ts";
import { testWithMoto } from "../aws/moto/moto_test_case.ts";

/** The short version; `deno task chaos` is the long one. */
const PLAN = { seed: 4, jobs: 40, updates: 20, killEvery: 1 };
/** More often carried out twice than in the long one, so that it shows in few messages too. */
const SHORT_FAULTS = { ...FAULTS, brokenAfter: 0.15 };

testWithMoto(
  "no job, update or album is lost or answered twice while services are killed and AWS is disturbed",
  async () => {
    const directory = await Deno.makeTempDir({ prefix: "polybot-chaos-" });
    const result = await runChaos({
      ...PLAN,
      faults: SHORT_FAULTS,
      directory,
      say: () => {},
    });
    const report = describeResult(result, PLAN);
    assert(isGood(result), report);
    const { jobs, joined } = result.sent;
    assertEquals(jobs, PLAN.jobs);
    assert(joined, "albums were among it");
    const { passed, ...faults } = result.fates;
    assert(passed > 0 && Object.values(faults).some((count) => count > 0));
    const killed = Object.keys(result.kills);
    assert(killed.some((name) => name.startsWith("polybot")), report);
    assert(killed.some((name) => name.startsWith("yolo5")), report);
    await Deno.remove(directory, { recursive: true });
  },
);
