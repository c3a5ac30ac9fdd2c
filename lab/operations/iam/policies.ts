/**
 * The roles' IAM policies, compared with the calls that were made.
 *
 * @module
 */
import { aws, callAws } from "../aws_calls.ts";
import type { RecordedCall } from "./recorded_calls.ts";
import { type DataScene, REGION, type RoleName } from "./data_scene.ts";

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
}

export interface RoleDocuments {
  readonly trust: readonly Statement[];
  readonly policy: readonly Statement[];
  /** The ARN of the permissions boundary. */
  readonly boundary: string | undefined;
}

/**
 * Reads a role's documents.
 *
 * @throws {Error} unless it has exactly one policy, with the role's name
 */
export async function readRole(
  { operatorEnv }: DataScene,
  name: RoleName,
): Promise<RoleDocuments> {
  const role = `talo-${name}-${REGION}`;
  const [{ Role }, inline, attached, { PolicyDocument }] = await callAws(
    operatorEnv,
    aws`
      iam get_role RoleName=${role}
      iam list_role_policies RoleName=${role}
      iam list_attached_role_policies RoleName=${role}
      iam get_role_policy RoleName=${role} PolicyName=${role}`,
  );
  const count = inline.PolicyNames.length + attached.AttachedPolicies.length;
  if (count !== 1) throw new Error(`${role} has ${count} policies`);
  return {
    trust: Role.AssumeRolePolicyDocument.Statement,
    policy: PolicyDocument.Statement,
    boundary: Role.PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

/** Returns a policy element, which may be a single value, as a list. */
export const listOf = (value: string | readonly string[] = []) =>
  [value].flat();

/** Tells whether a value matches an IAM pattern with `*` and `?`. */
function matches(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${escaped}$`).test(value);
}

/** Returns the permissions of a policy that no call needed, as `action on resource`. */
export function findUnused(
  policy: readonly Statement[],
  calls: readonly RecordedCall[],
): string[] {
  const pairs = policy.flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) =>
      listOf(Resource).map((resource) => ({ action, resource }))
    )
  );
  return pairs.filter(({ action, resource }) =>
    !calls.some((call) =>
      call.allowed && call.action === action && matches(resource, call.resource)
    )
  ).map(({ action, resource }) => `${action} on ${resource}`);
}

/** Calls that need no policy. */
const ALWAYS_ALLOWED = ["sts:GetCallerIdentity"];

/** Returns the calls that no statement covers, as `action on resource`, without duplicates. Conditions are not checked. */
export function findUncovered(
  policy: readonly Statement[],
  calls: readonly RecordedCall[],
): string[] {
  const uncovered = calls.filter(({ action, resource }) =>
    !ALWAYS_ALLOWED.includes(action) &&
    !policy.some((statement) =>
      listOf(statement.Action).some((pattern) => matches(pattern, action)) &&
      (resource === "*" ||
        listOf(statement.Resource).some((pattern) =>
          matches(pattern, resource)
        ))
    )
  );
  return [
    ...new Set(
      uncovered.map(({ action, resource }) => `${action} on ${resource}`),
    ),
  ];
}
