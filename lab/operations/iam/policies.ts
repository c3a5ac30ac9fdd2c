/**
 * Policies of IAM, as they were made, beside the calls that were made.
 *
 * @module
 */
import { expectAws } from "../aws_calls.ts";
import type { DataScene, RoleName } from "./data_scene.ts";
import type { NotedCall } from "../recorded_calls.ts";

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
}

/** A role as IAM has it. */
export interface RoleDocuments {
  readonly trust: readonly Statement[];
  readonly policy: readonly Statement[];
  readonly boundary: string | undefined;
}

/** Reads a role, which must have one policy that has its name. */
export async function readRole(
  { moto, operator }: DataScene,
  name: RoleName,
): Promise<RoleDocuments> {
  const RoleName = `talo-${name}-us-east-1`;
  const [{ Role }, inline, attached, { PolicyDocument }] = await expectAws(
    moto.env,
    [
      ["iam", "get_role", { RoleName }],
      ["iam", "list_role_policies", { RoleName }],
      ["iam", "list_attached_role_policies", { RoleName }],
      ["iam", "get_role_policy", { RoleName, PolicyName: RoleName }],
    ],
    operator,
  );
  const others = inline.PolicyNames.length + attached.AttachedPolicies.length;
  if (others !== 1) throw new Error(`${RoleName} has ${others} policies`);
  return {
    trust: Role.AssumeRolePolicyDocument.Statement,
    policy: PolicyDocument.Statement,
    boundary: Role.PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

/** What may be one, or a list of them. */
export const listOf = (value: string | readonly string[] = []) =>
  [value].flat();

/** Whether a pattern of IAM's, with `*` and `?`, matches. */
export function isLike(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*").replaceAll("?", ".");
  return new RegExp(`^${escaped}$`).test(value);
}

const inWords = (
  { action, resource }: Pick<NotedCall, "action" | "resource">,
) => `${action} on ${resource}`;

/** What a policy allows and none of the calls needed, as `action on resource`. */
export function unused(
  policy: readonly Statement[],
  calls: readonly NotedCall[],
): string[] {
  const pairs = policy.flatMap(({ Action, Resource }) =>
    listOf(Action).flatMap((action) =>
      listOf(Resource).map((resource) => ({ action, resource }))
    )
  );
  return pairs.filter(({ action, resource }) =>
    !calls.some((call) =>
      call.allowed && call.action === action && isLike(resource, call.resource)
    )
  ).map(inWords);
}

/** Calls that need no policy. */
const FREE = ["sts:GetCallerIdentity"];

/** The calls that no statement is about, as `action on resource`, each once; conditions are not looked at. */
export function unforeseen(
  policy: readonly Statement[],
  calls: readonly NotedCall[],
): string[] {
  const missing = calls.filter(({ action, resource }) =>
    !FREE.includes(action) &&
    !policy.some((statement) =>
      listOf(statement.Action).some((pattern) => isLike(pattern, action)) &&
      (resource === "*" ||
        listOf(statement.Resource).some((pattern) => isLike(pattern, resource)))
    )
  );
  return [...new Set(missing.map(inWords))];
}
