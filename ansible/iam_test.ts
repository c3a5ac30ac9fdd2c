/**
 * Who may what: the policies that the playbooks make, proved by calls with
 * each role's own credentials while IAM is enforced.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { testWithAnsible } from "../lab/operations/ansible_test_case.ts";
import {
  asEnv,
  askAws,
  type Call,
  isRefused,
  type Reply,
} from "../lab/operations/aws_calls.ts";
import {
  type DataScene,
  openDataScene,
  type RoleName,
} from "../lab/operations/iam/data_scene.ts";
import {
  checkBounds,
  checkGithub,
  checkMachines,
} from "../lab/operations/iam/documents.ts";
import {
  deployProbes,
  infraRefusals,
} from "../lab/operations/iam/github_probes.ts";
import { readRole, unused } from "../lab/operations/iam/policies.ts";
import { machineProbes } from "../lab/operations/iam/probes.ts";
import { runPlaybook } from "../lab/operations/playbook.ts";
import { serveAsRoles } from "../lab/operations/iam/services_as_roles.ts";

/** How many refusals the probes of each role must at least hold. */
const MANY = 40;

/** Makes calls that a role may make; some of them fail for what they name. */
async function allow(
  { moto, roles }: DataScene,
  role: RoleName,
  calls: readonly Call[],
) {
  const replies = await askAws(moto.env, calls, roles[role]);
  replies.forEach((reply, index) =>
    assert(reply.status !== 403, describe(role, calls[index], reply))
  );
}

async function refuse(
  { moto, roles }: DataScene,
  role: RoleName,
  calls: readonly Call[],
) {
  const replies = await askAws(moto.env, calls, roles[role]);
  replies.forEach((reply, index) =>
    assert(isRefused(reply), describe(role, calls[index], reply))
  );
}

const describe = (role: RoleName, call: Call | undefined, reply: Reply) =>
  `${role} calls ${JSON.stringify(call)}: ${JSON.stringify(reply)}`;

/** Runs publish.yaml as a role. */
async function publishAs({ moto, roles }: DataScene, role: RoleName) {
  const publish_folder = await Deno.makeTempDir({ prefix: "polybot-publish-" });
  try {
    await Deno.writeTextFile(join(publish_folder, "yolo5"), "1", {
      mode: 0o755,
    });
    const { code, output } = await runPlaybook("publish.yaml", {
      env: { ...moto.env, ...asEnv(roles[role]) },
      vars: { service: "yolo5", version: "1", publish_folder },
    });
    assertEquals(code, 0, output);
  } finally {
    await Deno.remove(publish_folder, { recursive: true });
  }
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
      const { allowed, refused } = machines[role];
      await t.step(`${role} may do nothing that it does not do`, async () => {
        await allow(scene, role, allowed);
        const { policy } = await readRole(scene, role);
        assertEquals(unused(policy, scene.callsOf(role)), []);
      });

      await t.step(`${role} is refused what it does not do`, async () => {
        assert(refused.length >= MANY);
        await refuse(scene, role, refused);
      });
    }

    await t.step("GitHub's workflows deploy, and nothing else", async () => {
      const { allowed, refused } = deployProbes(scene);
      await allow(scene, "github-deploy", allowed);
      await refuse(scene, "github-deploy", refused);
    });

    await t.step(
      "they publish with their role's credentials alone",
      () => publishAs(scene, "github-deploy"),
    );

    await t.step(
      "those that provision touch neither data nor rights",
      () => refuse(scene, "github-infra", infraRefusals(scene)),
    );

    await t.step(
      "a machine's role is for machines, and bounded",
      () => checkMachines(scene),
    );
    await t.step(
      "GitHub's roles are for one repository's environments",
      () => checkGithub(scene),
    );
    await t.step(
      "who provisions can give no more than that",
      () => checkBounds(scene),
    );
  },
);
