/**
 * The data stores and roles, provisioned on moto by the playbooks' own roles,
 * with IAM enforced.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Moto } from "../../aws/moto/moto.ts";
import { aws, type AwsEnv, callAws, credentialsEnv } from "../aws_calls.ts";
import { labPlaybook, runPlaybook } from "../playbook.ts";
import { type RecordedCall, startRecordingMoto } from "./recorded_calls.ts";
import { enforceIam } from "./enforce_iam.ts";
import { makeNeighbours, type Neighbours } from "./neighbours.ts";

const ROLE_NAMES = [
  "polybot",
  "yolo5",
  "github-deploy",
  "github-infra",
] as const;
/** A role of the project, without its prefix and region. */
export type RoleName = typeof ROLE_NAMES[number];

export interface DataScene extends AsyncDisposable {
  readonly moto: Moto;
  readonly token: string;
  /** A service's settings, with the names of the provisioned resources. */
  readonly resources: Readonly<Record<string, string>>;
  readonly neighbours: Neighbours;
  /** The environment of a user who may do everything. */
  readonly operatorEnv: AwsEnv;
  /** Returns the environment of a process that has a role's credentials. */
  envOf(role: RoleName): AwsEnv;
  /** Returns the calls that were made with a role's credentials so far. */
  callsOf(role: RoleName): RecordedCall[];
}

export const REGION = "us-east-1";
export const ACCOUNT = "123456789012";

const RESOURCES = {
  SQS_QUEUE_UPDATES: "talo-sqs-updates.fifo",
  SQS_QUEUE_IDENTIFY: "talo-sqs-identify",
  SQS_QUEUE_RESULTS: "talo-sqs-results",
  BUCKET_NAME: `talo-s3-${ACCOUNT}-${REGION}`,
  TABLE_NAME: "talo-prediction-results",
  STATE_TABLE_NAME: "talo-polybot-state",
  TELEGRAM_SECRET: "talo/telegram/token",
};

export const arnOfRole = (name: RoleName) =>
  `arn:aws:iam::${ACCOUNT}:role/talo-${name}-${REGION}`;

/** Provisions the data stores and roles, adds resources of other projects, assumes each role, and then enforces IAM. */
export async function openDataScene(): Promise<DataScene> {
  await using started = new AsyncDisposableStack();
  const moto = started.use(await startRecordingMoto());
  const { env } = moto;
  const token = `1000000001:${"a".repeat(35)}`;
  const { code, output } = await runPlaybook(labPlaybook("data"), {
    env: { ...env, TELEGRAM_TOKEN: token },
    vars: {
      sub_domain: "bot.example.com",
      hosted_zone: "",
      github_repository: "owner/polybot",
    },
    inventories: ["localhost,"],
  });
  assertEquals(code, 0, output);
  const neighbours = await makeNeighbours(env);
  const calls = ROLE_NAMES.flatMap((name) =>
    aws`sts assume_role RoleArn=${arnOfRole(name)} RoleSessionName=${name}`
  );
  const assumed = await callAws(env, calls);
  const envs = Object.fromEntries(
    ROLE_NAMES.map((name, index) => [
      name,
      { ...env, ...credentialsEnv(assumed[index].Credentials) },
    ]),
  ) as Record<RoleName, ReturnType<typeof credentialsEnv>>;
  const operatorEnv = await enforceIam(moto);
  const parts = started.move();
  return {
    moto,
    token,
    resources: RESOURCES,
    neighbours,
    operatorEnv,
    envOf: (role) => envs[role],
    callsOf: (role) => moto.callsBy(envs[role].AWS_ACCESS_KEY_ID),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
