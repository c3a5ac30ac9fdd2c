/**
 * What the tests of the whole provisioning do with an account: two of them,
 * each with another Ansible, at once.
 *
 * @module
 */
import { startMoto } from "../../aws/moto/moto.ts";
import { type Account, listAccount, readAccount } from "./account.ts";
import { expectAws } from "../aws_calls.ts";
import { drift } from "./drift.ts";
import type { PythonName } from "../ansible_installs.ts";
import { startNotingMoto } from "../recorded_calls.ts";
import { type PlaybookRun, runAnsible, runPlaybook } from "../playbook.ts";

/** A token that is none. */
export const TOKEN = `1000000001:${"a".repeat(35)}`;
/** moto knows no newer Ubuntu. */
export const UBUNTU = "ubuntu/images/*trusty*";
const ADDRESS = { sub_domain: "bot.example.com", ubuntu_image_name: UBUNTU };

/** Marks the calls of what a workflow of GitHub's does after the first provisioning. */
const AS_GITHUB = { AWS_ACCESS_KEY_ID: "github-infra" };

/** What a playbook did, and what was there after it. */
export interface Step {
  readonly run: PlaybookRun;
  readonly account: Account;
}

type Vars = Readonly<Record<string, unknown>>;
type Env = Readonly<Record<string, string>>;

function stepsOf(env: Env, python: PythonName, given: Vars) {
  const play = (playbook: string, vars: Vars, more: Env = {}) =>
    runPlaybook(playbook, {
      env: { ...env, TELEGRAM_TOKEN: "", ...more },
      python,
      vars: { ...ADDRESS, ...given, ...vars },
    });
  return {
    play,
    async provision(vars: Vars = {}, more: Env = {}): Promise<Step> {
      const run = await play("provision.yaml", vars, more);
      return { run, account: await readAccount(env) };
    },
    async tearDown(vars: Vars = {}): Promise<Step> {
      const run = await play("teardown.yaml", vars);
      return { run, account: await listAccount(env) };
    },
  };
}

/** An account with a zone, a token and GitHub: provisioned twice, changed by someone, repaired, and torn down twice with its data. */
export async function repairAndTearDown(python: PythonName) {
  await using moto = await startNotingMoto();
  const { env } = moto;
  await expectAws(env, [["route53", "create_hosted_zone", {
    Name: "example.com",
    CallerReference: "1",
  }]]);
  const { play, provision, tearDown } = stepsOf(env, python, {
    github_repository: "owner/polybot",
    alarm_email: "operator@example.com",
    ssh_cidrs: ["203.0.113.0/24"],
  });
  const first = await provision({}, { TELEGRAM_TOKEN: TOKEN });
  const again = await provision({}, AS_GITHUB);
  const inventory = await listInventory(env, python);
  const ssh = await openAndCloseSsh(play, env);
  await drift(env, first.account);
  const changed = await readAccount(env);
  const repaired = await provision({}, AS_GITHUB);
  const githubCalls = moto.callsBy(AS_GITHUB.AWS_ACCESS_KEY_ID);
  const refused = await tearDown();
  const tornDown = await tearDown({ confirm: "talo", delete_data: true });
  const twice = await tearDown({ confirm: "talo", delete_data: true });
  const { records: [left] = [] } = await readAccount(env);
  return {
    first,
    again,
    inventory,
    ssh,
    changed,
    repaired,
    githubCalls,
    refused,
    tornDown,
    twice,
    records: left.ResourceRecordSets,
  };
}

/** An account with nothing: provisioned twice as dev in another region, torn down but for its data, and provisioned again. */
export async function keepDataAndTakeThemUp(python: PythonName) {
  await using moto = await startMoto();
  const env = { ...moto.env, AWS_REGION: "us-east-2" };
  const { provision, tearDown } = stepsOf(env, python, {
    env: "dev",
    region: "us-east-2",
  });
  const first = await provision();
  const again = await provision();
  await storeData(env, first.account);
  const tornDown = await tearDown({ confirm: "talo-dev" });
  const takenUp = await provision();
  const data = await readData(env, first.account);
  return { first, again, tornDown, takenUp, data };
}

async function listInventory(env: Env, python: PythonName) {
  const listed = await runAnsible("ansible-inventory", ["--list"], {
    env,
    python,
  });
  const unreadable = await runAnsible("ansible-inventory", ["--list"], {
    // nobody listens there
    env: {
      ...env,
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_MAX_ATTEMPTS: "1",
    },
    python,
  });
  return { groups: JSON.parse(listed.stdout), unreadable };
}

/** Opens SSH for an address twice, and closes it twice. */
async function openAndCloseSsh(
  play: ReturnType<typeof stepsOf>["play"],
  env: Env,
) {
  const cidr = "198.51.100.7/32";
  const groups = async () =>
    JSON.stringify((await listAccount(env))["securityGroups"]);
  const before = await groups();
  const steps: { run: PlaybookRun; isOpen: boolean }[] = [];
  for (const state of ["present", "present", "absent", "absent"]) {
    const run = await play("ssh_access.yaml", { cidr, state });
    steps.push({ run, isOpen: (await groups()).includes(cidr) });
  }
  return { steps, isAsBefore: await groups() === before };
}

function keysOf({ buckets, tables }: Account) {
  const [[bucket], [table]] = [buckets ?? [], tables ?? []];
  return {
    object: { Bucket: bucket.Name, Key: "images/1.jpg" },
    record: { TableName: table, Key: { id: { S: "1" } } },
  };
}

async function storeData(env: Env, account: Account) {
  const { object, record: { TableName, Key } } = keysOf(account);
  await expectAws(env, [
    ["s3", "put_object", { ...object, Body: "a picture" }],
    ["dynamodb", "put_item", { TableName, Item: Key }],
  ]);
}

async function readData(env: Env, account: Account) {
  const { object, record } = keysOf(account);
  const [{ Body }, { Item }] = await expectAws(env, [
    ["s3", "get_object", object],
    ["dynamodb", "get_item", record],
  ]);
  return { picture: Body, record: Item };
}
