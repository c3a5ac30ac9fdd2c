/**
 * Assertions on the roles' policy documents, beyond what calls can prove.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { ACCOUNT, arnOfRole, type DataScene, REGION } from "./data_scene.ts";
import { listOf, readRole, type Statement } from "./policies.ts";

/** Characters without white space that a role's inline policies may have on AWS. */
const MAX_POLICY_SIZE = 10_240;

const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/talo-boundary-${REGION}`;
const GITHUB = "token.actions.githubusercontent.com";

/** Asserts that only EC2 can assume the machines' roles, and that they have the boundary and name their resources. */
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
    assertFewWildcards(policy);
    assertFullArns(policy);
  }
}

/** Asserts that only workflows of one repository can assume GitHub's roles, each role in one environment. */
export async function checkGithub(scene: DataScene): Promise<void> {
  const roles = [
    ["github-deploy", "prod"],
    ["github-infra", "prod-infra"],
  ] as const;
  for (const [name, environment] of roles) {
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
          [`${GITHUB}:sub`]: `repo:owner/polybot:environment:${environment}`,
        },
      },
    }]);
    assert(JSON.stringify(policy).length < MAX_POLICY_SIZE);
    assertFullArns(policy);
    const onEverything = policy.filter(({ Resource }) => Resource === "*")
      .flatMap(({ Action }) => listOf(Action));
    assertEquals(
      onEverything.filter((action) => !/:(Describe|List)/.test(action)),
      [],
    );
  }
}

/** Asserts that the provisioning role cannot give any role more than the boundary allows. */
export async function checkBoundary(scene: DataScene): Promise<void> {
  const { policy } = await readRole(scene, "github-infra");
  const machines = [arnOfRole("polybot"), arnOfRole("yolo5")];
  const statementsWith = (pattern: RegExp) =>
    policy.filter(({ Action }) =>
      listOf(Action).some((action) => pattern.test(action))
    );
  const writing = statementsWith(/^iam:(Create|Put|Attach).*Role/);
  assert(writing.length > 0);
  for (const { Resource, Condition } of writing) {
    assertEquals(listOf(Resource), machines);
    assertEquals(Condition, {
      StringEquals: { "iam:PermissionsBoundary": BOUNDARY },
    });
  }
  assertEquals(
    statementsWith(/^iam:PassRole$/).map(({ Resource, Condition }) => [
      Resource,
      Condition,
    ]),
    [[machines, {
      StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" },
    }]],
  );
}

const resourcesOf = (policy: readonly Statement[]) =>
  policy.flatMap(({ Resource }) => listOf(Resource));

/** Asserts that every resource is an ARN with all six parts: AWS accepts no others. */
function assertFullArns(policy: readonly Statement[]) {
  const others = resourcesOf(policy).filter((resource) =>
    resource !== "*" && !/^arn:aws:[a-z0-9-]+:[^:]*:[^:]*:./.test(resource)
  );
  assertEquals(others, []);
}

/** Asserts that only objects in the bucket's folders and the group's id are matched by wildcards. */
function assertFewWildcards(policy: readonly Statement[]) {
  const wide = resourcesOf(policy).filter((resource) =>
    resource.includes("*") &&
    !/\/(images|artifacts\/yolo5)\/\*$/.test(resource) &&
    !resource.includes(":autoScalingGroup:*:autoScalingGroupName/talo-yolo5")
  );
  assertEquals(wide, []);
}
