/**
 * What the documents of the roles must say, beyond what calls can prove.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ACCOUNT, arnOfRole, type DataScene, REGION } from "./data_scene.ts";
import { listOf, readRole, type Statement } from "./policies.ts";

/** AWS's limit of what a role's inline policies come to, without white space. */
const MAX_SIZE = 10_240;

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/talo-boundary-${REGION}`;
const GITHUB = "token.actions.githubusercontent.com";

/** The machines' roles are for machines, and bounded. */
export async function checkMachines(scene: DataScene): Promise<void> {
  for (const name of ["polybot", "yolo5"] as const) {
    const { trust, policy, boundary } = await readRole(scene, name);
    assertEquals(trust, [{
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "sts:AssumeRole",
    }]);
    assertEquals(boundary, BOUNDARY);
    const list = policy.find(({ Action }) => Action === "s3:ListBucket");
    const prefixes = listOf(
      list?.Condition?.StringLikeIfExists?.["s3:prefix"] as string[],
    );
    assert(prefixes.includes("images/*") && !prefixes.includes("*"));
    assertNoStar(policy);
    assertWhole(policy);
  }
}

/** GitHub's roles are for one repository's workflows, in one environment each. */
export async function checkGithub(scene: DataScene): Promise<void> {
  const environments = {
    "github-deploy": "prod",
    "github-infra": "prod-infra",
  };
  for (const name of ["github-deploy", "github-infra"] as const) {
    const { trust, policy } = await readRole(scene, name);
    assertEquals(trust, [{
      Effect: "Allow",
      Principal: {
        Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}`,
      },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: {
          [`${GITHUB}:aud`]: "sts.amazonaws.com",
          [`${GITHUB}:sub`]: `repo:owner/polybot:environment:${
            environments[name]
          }`,
        },
      },
    }]);
    assert(JSON.stringify(policy).length < MAX_SIZE);
    assertWhole(policy);
    const looks = policy.filter(({ Resource }) => Resource === "*");
    const actions = looks.flatMap(({ Action }) => listOf(Action));
    assertEquals(
      actions.filter((action) => !/:(Describe|List)/.test(action)),
      [],
    );
  }
}

/** Who provisions gives no role more than its boundary allows. */
export async function checkBounds(scene: DataScene): Promise<void> {
  const { policy } = await readRole(scene, "github-infra");
  const machines = [arnOfRole("polybot"), arnOfRole("yolo5")];
  const writes = policy.filter(({ Action }) =>
    listOf(Action).some((action) =>
      /^iam:(Create|Put|Attach).*Role/.test(action)
    )
  );
  assert(writes.length > 0);
  for (const { Resource, Condition } of writes) {
    assertEquals(listOf(Resource), machines);
    assertEquals(Condition, {
      StringEquals: { "iam:PermissionsBoundary": BOUNDARY },
    });
  }
  const passes = policy.filter(({ Action }) =>
    listOf(Action).includes("iam:PassRole")
  );
  assertEquals(passes.map(({ Resource, Condition }) => [Resource, Condition]), [
    [machines, {
      StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
    }],
  ]);
}

/** Every resource is an ARN with all of its six parts: AWS takes no others. */
function assertWhole(policy: readonly Statement[]) {
  const resources = policy.flatMap(({ Resource }) => listOf(Resource));
  assertEquals(
    resources.filter((resource) =>
      resource !== "*" && !/^arn:aws:[a-z0-9-]+:[^:]*:[^:]*:./.test(resource)
    ),
    [],
  );
}

/** Every resource, but for what the bucket's folders hold, is named whole. */
function assertNoStar(policy: readonly Statement[]) {
  const resources = policy.flatMap(({ Resource }) => listOf(Resource));
  const wide = resources.filter((resource) =>
    resource.includes("*") &&
    !/\/(images|artifacts\/yolo5)\/\*$/.test(resource) &&
    !resource.includes(":autoScalingGroup:*:autoScalingGroupName/talo-yolo5")
  );
  assertEquals(wide, []);
}
