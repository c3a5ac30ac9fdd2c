import { assertEquals } from "@std/assert";
import type { Moto } from "../../aws/moto/moto.ts";
import {
  aws,
  type AwsEnv,
  callAws,
  credentialsEnv,
  tryAws,
} from "../aws_calls.ts";

/** A policy that allows everything. */
export const ALLOW_ALL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

/**
 * Makes moto check every call against IAM's policies from now on.
 *
 * @return the environment of a user who may do everything
 */
export async function enforceIam({ endpoint, env }: Moto): Promise<AwsEnv> {
  const [, , { AccessKey }] = await callAws(
    env,
    aws`
      iam create_user UserName=operator
      iam put_user_policy UserName=operator PolicyName=all PolicyDocument=${ALLOW_ALL}
      iam create_access_key UserName=operator`,
  );
  const response = await fetch(`${endpoint}/moto-api/reset-auth`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: "0",
  });
  await response.body?.cancel();
  // the default credentials belong to no user
  const [reply] = await tryAws(env, aws`sqs list_queues`);
  assertEquals(reply?.status, 403, "IAM is enforced");
  return { ...env, ...credentialsEnv(AccessKey) };
}
