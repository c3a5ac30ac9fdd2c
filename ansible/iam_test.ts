/**
 * Who may what: the policies that the playbooks make, proved by calls with
 * each role's own credentials while IAM is enforced.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { testWithAnsible } from "./testing/ansible_test_case.ts";
import { askAws, isRefused } from "./testing/ask_aws.ts";
import {
  type DataScene,
  openDataScene,
  type RoleName,
} from "./testing/data_scene.ts";
import { deployProbes } from "./testing/github_probes.ts";
import { readRole, unused } from "./testing/policies.ts";
import { machineProbes, type Probes } from "./testing/probes.ts";
import { serveAsRoles } from "./testing/role_flow.ts";

/** How many refusals the probes of each role must at least hold. */
const MANY = 40;

async function probe(
  { moto, roles }: DataScene,
  role: RoleName,
  { allowed, refused }: Probes,
) {
  const { env } = moto;
  const replies = await askAws(env, [...allowed, ...refused], roles[role]);
  replies.forEach((reply, index) => {
    const call = JSON.stringify([...allowed, ...refused][index]);
    const answer = JSON.stringify(reply);
    if (index < allowed.length) {
      assert(reply.status !== 403, `${role} may ${call}: ${answer}`);
    } else assert(isRefused(reply), `${role} may not ${call}: ${answer}`);
  });
}

testWithAnsible(
  "each role may do what its work needs, and nothing else",
  async (t) => {
    await using scene = await openDataScene();

    await t.step(
      "polybot and yolo5 serve with their roles' credentials alone",
      async () => {
        await serveAsRoles(scene);
        const calls = [...scene.callsOf("polybot"), ...scene.callsOf("yolo5")];
        assertEquals(calls.filter(({ allowed }) => !allowed), []);
      },
    );

    const machines = machineProbes(scene);
    for (const role of ["polybot", "yolo5"] as const) {
      await t.step(`${role} is refused what it does not do`, async () => {
        assert(machines[role].refused.length >= MANY);
        await probe(scene, role, machines[role]);
      });

      await t.step(`${role} may do nothing that it does not do`, async () => {
        const { policy } = await readRole(scene, role);
        assertEquals(unused(policy, scene.callsOf(role)), []);
      });
    }

    await t.step(
      "GitHub's workflows deploy, and nothing else",
      () => probe(scene, "github-deploy", deployProbes(scene)),
    );
  },
);
