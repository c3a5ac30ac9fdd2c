/**
 * Runs the provisioning and teardown playbooks, each sequence on its own account,
 * and reads the account after each run.
 *
 * @module
 */
import { startMoto } from "../../aws/moto/moto.ts";
import type { PythonName } from "../ansible_installs.ts";
import { aws, type AwsEnv, callAws } from "../aws_calls.ts";
import { type PlaybookRun, runAnsible, runPlaybook } from "../playbook.ts";
import { startRecordingMoto } from "../iam/recorded_calls.ts";
import { type Account, listAccount, readAccount } from "./account.ts";
import { drift } from "./drift.ts";

/** A well-formed token that belongs to no bot. */
export const TOKEN = `1000000001:${"a".repeat(35)}`;
/** The newest Ubuntu that moto knows. */
export const UBUNTU = "ubuntu/images/*trusty*";
const ADDRESS = { sub_domain: "bot.example.com", ubuntu_image_name: UBUNTU };

/** The key that GitHub's workflow signs its calls with. */
const GITHUB_KEY = { AWS_ACCESS_KEY_ID: "github-infra" };

/** A run of a playbook, and the account after it. */
export interface Step {
  readonly run: PlaybookRun;
  readonly account: Account;
}

type Vars = Readonly<Record<string, unknown>>;

function playbooksOn(env: AwsEnv, python: PythonName, common: Vars) {
  const play = (playbook: string, vars: Vars, more: AwsEnv = {}) =>
    runPlaybook(playbook, {
      env: { ...env, TELEGRAM_TOKEN: "", ...more },
      python,
      vars: { ...ADDRESS, ...common, ...vars },
    });
  return {
    play,
    async provision(more: AwsEnv = {}): Promise<Step> {
      const run = await play("provision.yaml", {}, more);
      return { run, account: await readAccount(env) };
    },
    async tearDown(vars: Vars = {}): Promise<Step> {
      const run = await play("teardown.yaml", vars);
      return { run, account: await listAccount(env) };
    },
  };
}

/**
 * Provisions an account that has a DNS zone, a token and GitHub's roles twice,
 * repairs it after changes by hand, and tears it down with its data twice.
 */
export async function provisionRepairAndTearDown(python: PythonName) {
  await using moto = await startRecordingMoto();
  const { env } = moto;
  await callAws(
    env,
    aws`route53 create_hosted_zone Name=example.com CallerReference="1"`,
  );
  const { play, provision, tearDown } = playbooksOn(env, python, {
    github_repository: "owner/polybot",
    alarm_email: "operator@example.com",
    ssh_cidrs: ["203.0.113.0/24"],
  });
  const first = await provision({ TELEGRAM_TOKEN: TOKEN });
  return {
    first,
    again: await provision(GITHUB_KEY),
    inventory: await listInventory(env, python),
    ssh: await openAndCloseSsh(play, env),
    drifted: await drift(env, first.account),
    repaired: await provision(GITHUB_KEY),
    githubCalls: moto.callsBy(GITHUB_KEY.AWS_ACCESS_KEY_ID),
    refused: await tearDown(),
    tornDown: await tearDown({ confirm: "talo", delete_data: true }),
    tornDownAgain: await tearDown({ confirm: "talo", delete_data: true }),
    records: (await readAccount(env))["records"]?.[0].ResourceRecordSets,
  };
}

/**
 * Provisions an empty account as dev in another region twice, tears it down but
 * keeps its data, and provisions it again.
 */
export async function keepAndReuseData(python: PythonName) {
  await using moto = await startMoto();
  const env = { ...moto.env, AWS_REGION: "us-east-2" };
  const { provision, tearDown } = playbooksOn(env, python, {
    env: "dev",
    region: "us-east-2",
  });
  const first = await provision();
  const again = await provision();
  const { buckets: [bucket] = [], tables: [table] = [] } = first.account;
  const Key = "images/1.jpg";
  const record = { id: { S: "1" } };
  await callAws(
    env,
    aws`
      s3 put_object Bucket=${bucket.Name} Key=${Key} Body=${"a picture"}
      dynamodb put_item TableName=${table} Item=${record}`,
  );
  const tornDown = await tearDown({ confirm: "talo-dev" });
  const reused = await provision();
  const [{ Body }, { Item }] = await callAws(
    env,
    aws`
      s3 get_object Bucket=${bucket.Name} Key=${Key}
      dynamodb get_item TableName=${table} Key=${record}`,
  );
  const data = { picture: Body, record: Item };
  return { first, again, tornDown, reused, data };
}

async function listInventory(env: AwsEnv, python: PythonName) {
  const list = (more: AwsEnv = {}) =>
    runAnsible("ansible-inventory", ["--list"], {
      env: { ...env, ...more },
      python,
    });
  const { stdout } = await list();
  const unreachable = "http://127.0.0.1:1";
  const unreadable = await list({
    AWS_ENDPOINT_URL: unreachable,
    AWS_MAX_ATTEMPTS: "1",
  });
  return { groups: JSON.parse(stdout), unreadable };
}

/** Opens SSH for an address twice, and closes it twice. */
async function openAndCloseSsh(
  play: ReturnType<typeof playbooksOn>["play"],
  env: AwsEnv,
) {
  const cidr = "198.51.100.7/32";
  const groups = async () =>
    JSON.stringify(
      await callAws(env, aws`ec2 describe_security_groups`),
      (key, value) => key === "ResponseMetadata" ? undefined : value,
    );
  const before = await groups();
  const steps: { run: PlaybookRun; isOpen: boolean }[] = [];
  for (const state of ["present", "present", "absent", "absent"]) {
    const run = await play("ssh_access.yaml", { cidr, state });
    steps.push({ run, isOpen: (await groups()).includes(cidr) });
  }
  return { steps, isAsBefore: await groups() === before };
}
