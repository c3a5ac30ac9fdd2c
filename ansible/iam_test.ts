/**
 * Tests the IAM policies by calls with each role's credentials while moto
 * enforces IAM.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { testWithAnsible } from "../lab/operations/ansible_test_case.ts";
import {
  type AwsCall,
  type AwsReply,
  isAccessDenied,
  tryAws,
} from "../lab/operations/aws_calls.ts";
import {
  type DataScene,
  openDataScene,
  type RoleName,
} from "../lab/operations/iam/data_scene.ts";
import {
  checkBoundary,
  checkGithub,
  checkMachines,
} from "../lab/operations/iam/documents.ts";
import {
  deployProbes,
  refusedToInfra,
} from "../lab/operations/iam/github_probes.ts";
import { findUnused, readRole } from "../lab/operations/iam/policies.ts";
import { machineProbes } from "../lab/operations/iam/machine_probes.ts";
import { runPlaybook } from "../lab/operations/playbook.ts";
import { checkServicesAsRoles } from "../lab/operations/iam/services_as_roles.ts";

/** The least number of calls that each role must be refused. */
const MIN_REFUSALS = 40;

/** Asserts that a role may make calls; some fail for other reasons than permissions. */
async function assertAllowed(
  { envOf }: DataScene,
  role: RoleName,
  calls: readonly AwsCall[],
) {
  const replies = await tryAws(envOf(role), calls);
  replies.forEach((reply, index) =>
    assert(reply.status !== 403, describe(role, calls[index], reply))
  );
}

/** Asserts that IAM refuses calls of a role. */
async function assertRefused(
  { envOf }: DataScene,
  role: RoleName,
  calls: readonly AwsCall[],
) {
  const replies = await tryAws(envOf(role), calls);
  replies.forEach((reply, index) =>
    assert(isAccessDenied(reply), describe(role, calls[index], reply))
  );
}

const describe = (role: RoleName, call: AwsCall | undefined, reply: AwsReply) =>
  `${role} calls ${JSON.stringify(call)}: ${JSON.stringify(reply)}`;

/** Runs publish.yaml with a role's credentials. */
async function publishAs({ envOf }: DataScene, role: RoleName) {
  const publish_folder = await Deno.makeTempDir({ prefix: "polybot-publish-" });
  try {
    await Deno.writeTextFile(join(publish_folder, "yolo5"), "1", {
      mode: 0o755,
    });
    const { code, output } = await runPlaybook("publish.yaml", {
      env: envOf(role),
      vars: { service: "yolo5", version: "1", publish_folder },
    });
    assertEquals(code, 0, output);
  } finally {
    await Deno.remove(publish_folder, { recursive: true });
  }
}

testWithAnsible(
  "each role has the permissions that its work needs, and no others",
  async (t) => {
    await using scene = await openDataScene();

    await t.step(
      "polybot and yolo5 work with only their roles' credentials",
      async () => {
        await checkServicesAsRoles(scene);
        const calls = [...scene.callsOf("polybot"), ...scene.callsOf("yolo5")];
        assertEquals(calls.filter(({ allowed }) => !allowed), []);
      },
    );

    const machines = machineProbes(scene);
    for (const role of ["polybot", "yolo5"] as const) {
      const { allowed, refused } = machines[role];
      await t.step(`${role} uses all of its permissions`, async () => {
        await assertAllowed(scene, role, allowed);
        const { policy } = await readRole(scene, role);
        assertEquals(findUnused(policy, scene.callsOf(role)), []);
      });

      await t.step(`${role} is refused every other call`, async () => {
        assert(refused.length >= MIN_REFUSALS);
        await assertRefused(scene, role, refused);
      });
    }

    await t.step(
      "GitHub's deploy role can deploy, and nothing else",
      async () => {
        const { allowed, refused } = deployProbes(scene);
        await assertAllowed(scene, "github-deploy", allowed);
        await assertRefused(scene, "github-deploy", refused);
      },
    );

    await t.step(
      "publish.yaml works with only the deploy role's credentials",
      () => publishAs(scene, "github-deploy"),
    );

    await t.step(
      "GitHub's infra role can change neither data nor permissions",
      () => assertRefused(scene, "github-infra", refusedToInfra(scene)),
    );

    await t.step(
      "a machine's role is for machines, and has the boundary",
      () => checkMachines(scene),
    );
    await t.step(
      "GitHub's roles trust only one repository's environments",
      () => checkGithub(scene),
    );
    await t.step(
      "whoever provisions can give a machine no more than the boundary",
      () => checkBoundary(scene),
    );
  },
);
