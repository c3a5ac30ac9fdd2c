/**
 * What holds data and the roles, provisioned on moto by the playbooks' own
 * roles; and from then on IAM is enforced.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Moto } from "../../aws/moto/moto.ts";
import { type Credentials, expectAws } from "../aws_calls.ts";
import { enforceIam } from "./enforce_iam.ts";
import { makeNeighbours, type Neighbours } from "./neighbours.ts";
import { type NotedCall, startNotingMoto } from "../recorded_calls.ts";
import { labPlaybook, runPlaybook } from "../playbook.ts";

/** Whom the probes ask as. */
export type RoleName = "polybot" | "yolo5" | "github-deploy" | "github-infra";
export const ROLE_NAMES: readonly RoleName[] = [
  "polybot",
  "yolo5",
  "github-deploy",
  "github-infra",
];

export interface DataScene extends AsyncDisposable {
  readonly moto: Moto;
  readonly token: string;
  /** The settings that point a service at what was made. */
  readonly resources: Readonly<Record<string, string>>;
  readonly neighbours: Neighbours;
  /** Someone who may do everything. */
  readonly operator: Credentials;
  readonly roles: Readonly<Record<RoleName, Credentials>>;
  /** The calls of a role so far. */
  callsOf(role: RoleName): NotedCall[];
}

export const REGION = "us-east-1";
export const ACCOUNT = "123456789012";
const BUCKET = `talo-s3-${ACCOUNT}-${REGION}`;

/** What the playbook is given. */
export const VARS = {
  sub_domain: "bot.example.com",
  hosted_zone: "",
  github_repository: "owner/polybot",
};

const RESOURCES = {
  SQS_QUEUE_UPDATES: "talo-sqs-updates.fifo",
  SQS_QUEUE_IDENTIFY: "talo-sqs-identify",
  SQS_QUEUE_RESULTS: "talo-sqs-results",
  BUCKET_NAME: BUCKET,
  TABLE_NAME: "talo-prediction-results",
  STATE_TABLE_NAME: "talo-polybot-state",
  TELEGRAM_SECRET: "talo/telegram/token",
};

export const arnOfRole = (name: RoleName) =>
  `arn:aws:iam::${ACCOUNT}:role/talo-${name}-${REGION}`;

/** Provisions, makes others' things beside it, and enforces IAM. */
export async function openDataScene(): Promise<DataScene> {
  await using started = new AsyncDisposableStack();
  const moto = started.use(await startNotingMoto());
  const { env } = moto;
  const token = `1000000001:${"a".repeat(35)}`;
  const { code, output } = await runPlaybook(
    labPlaybook("data"),
    {
      env: { ...env, TELEGRAM_TOKEN: token },
      vars: VARS,
      inventories: ["localhost,"],
    },
  );
  assertEquals(code, 0, output);
  const neighbours = await makeNeighbours(env);
  const assumed = await expectAws(
    env,
    ROLE_NAMES.map((name) => [
      "sts",
      "assume_role",
      { RoleArn: arnOfRole(name), RoleSessionName: name },
    ]),
  );
  const roles = Object.fromEntries(
    ROLE_NAMES.map((name, index) => [name, assumed[index].Credentials]),
  ) as Record<RoleName, Credentials>;
  const operator = await enforceIam(moto);

  const parts = started.move();
  return {
    moto,
    token,
    resources: RESOURCES,
    neighbours,
    operator,
    roles,
    callsOf: (role) => moto.callsBy(roles[role].AccessKeyId),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
