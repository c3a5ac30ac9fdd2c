/**
 * IAM's policies, asked about each call to moto from a moment on.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Moto } from "../../aws/moto/moto.ts";
import { askAws, type Credentials, expectAws } from "../aws_calls.ts";

/** From now on nobody may do what no policy allows. @return someone who may do everything */
export async function enforceIam(
  { endpoint, env }: Moto,
): Promise<Credentials> {
  const UserName = "operator";
  const PolicyDocument = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
  });
  const [, , { AccessKey }] = await expectAws(env, [
    ["iam", "create_user", { UserName }],
    ["iam", "put_user_policy", { UserName, PolicyName: "all", PolicyDocument }],
    ["iam", "create_access_key", { UserName }],
  ]);
  const response = await fetch(`${endpoint}/moto-api/reset-auth`, {
    method: "POST",
    headers: { "content-type": "text/plain" },
    body: "0",
  });
  await response.body?.cancel();
  // nobody's credentials are nobody's
  const [reply] = await askAws(env, [["sqs", "list_queues"]]);
  assertEquals(reply?.status, 403, "IAM is enforced");
  return AccessKey;
}
