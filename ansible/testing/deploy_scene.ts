/**
 * What a deploy needs, on this machine: two hosts of the lab behind a
 * balancer, moto with what provision.yaml would have made in it, and the chat
 * page in Telegram's place.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import type { Service } from "../../.ci/compile/services.ts";
import { type Moto, startMoto } from "../../shared/aws_local/moto.ts";
import { createResources } from "../../shared/aws_local/resources.ts";
import { openService } from "../../shared/aws_local/service.ts";
import { openClients } from "../../shared/aws/clients.ts";
import { silentLogger } from "../../shared/logging.ts";
import { freePorts } from "../../shared/testing/free_ports.ts";
import { type Alb, startAlb } from "./alb.ts";
import { type BucketFiles, openBucketFiles } from "./bucket_files.ts";
import { compiled } from "./executables.ts";
import { type Host, type Lab, openLab } from "./hosts.ts";
import { ansibleMissing, PYTHON_NAMES } from "./installs.ts";
import { defaultPython, type PlaybookRun, runPlaybook } from "./playbook.ts";
import { elements, query } from "./query_api.ts";

/** As Ansible reads it from a file. */
export interface Inventory {
  readonly all: {
    readonly children: Readonly<
      Record<string, { readonly hosts: Readonly<Record<string, unknown>> }>
    >;
  };
}

export interface DeployScene extends AsyncDisposable {
  readonly lab: Lab;
  readonly moto: Moto;
  /** By the instance's id. */
  readonly hosts: ReadonlyMap<string, Host>;
  readonly alb: Alb;
  /** The chat page. */
  readonly telegram: string;
  readonly bucket: BucketFiles;
  /** Publishes an executable, or other bytes as one, as publish.yaml does. */
  publish(
    service: Service,
    version: string,
    bytes?: Uint8Array<ArrayBuffer>,
  ): Promise<void>;
  /** Runs the playbook of a service, by the inventory of all hosts or another. */
  deploy(
    service: Service,
    vars: Readonly<Record<string, unknown>>,
    inventory?: string,
  ): Promise<PlaybookRun>;
  /** The inventory as it were with these of the hosts alone. */
  inventoryOf(ids: readonly string[]): Inventory;
  /** A folder that goes away with the scene. */
  readonly directory: string;
}

const MODEL = new URL(
  "../../yolo5/models/nanodet-g-416.onnx",
  import.meta.url,
);

/** Those with an Ansible here. */
const PYTHONS = PYTHON_NAMES.filter((name) => !ansibleMissing(name));

/** What a machine's role gives on AWS. */
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
};

export async function openDeployScene(): Promise<DeployScene> {
  await using parts = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir({ prefix: "polybot-deploy-" });
  parts.defer(() => Deno.remove(directory, { recursive: true }));
  const lab = parts.use(await openLab());
  const moto = parts.use(await startMoto({ host: lab.address }));
  const token = `1000000001:${randomBytes(26).toString("base64url")}`;
  const [first, second, resources, telegram] = await Promise.all([
    lab.startHost("one"),
    lab.startHost("two"),
    createResources(moto.env, { token }),
    startChatPage(parts, lab.address, directory, token),
  ]);
  const bucket = openBucketFiles(moto.endpoint, resources.BUCKET_NAME ?? "");
  const ids = await runInstances(moto.endpoint, 2);
  const hosts = new Map(ids.map((id, index) => [id, index ? second : first]));
  await createSecret(moto, "talo/ssh/private-key", first.key);
  const targetGroupArn = await createTargetGroup(moto.endpoint, ids);
  const alb = parts.use(
    await startAlb({
      endpoint: moto.endpoint,
      targetGroupArn,
      addressOf: (id) => `http://${hosts.get(id)?.address}:8443`,
    }),
  );
  const inventory = join(directory, "inventory.yaml");
  const inventoryOf = (ids: readonly string[]) =>
    describe(ids.map((id) => [id, hosts.get(id)]));
  await Deno.writeTextFile(inventory, JSON.stringify(inventoryOf(ids)));

  // in place of the official one, which the image has
  const model = await Deno.readFile(MODEL);
  for (const host of hosts.values()) {
    await host.write("/opt/talo/models/yolov5s.onnx", model);
  }
  const all = parts.move();
  return {
    lab,
    moto,
    hosts,
    alb,
    telegram,
    bucket,
    directory,
    inventoryOf,
    async publish(service, version, bytes) {
      bytes ??= await Deno.readFile(await compiled(service, version));
      const folder = `artifacts/${service}/${version}`;
      await bucket.put(`${folder}/${service}`, bytes);
      await bucket.put(
        `${folder}/SHA256SUMS`,
        `${await sha256(bytes)}  ${service}\n`,
      );
    },
    deploy: (service, vars, source = inventory) =>
      runPlaybook(`deploy_${service}.yaml`, {
        env: {
          ...moto.env,
          AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: alb.api,
          ANSIBLE_SSH_COMMON_ARGS:
            `-o UserKnownHostsFile=${directory}/known_hosts`,
          ANSIBLE_SSH_CONTROL_PATH_DIR: `${directory}/cp`,
        },
        // so that both are put to use
        python: (service === "yolo5" ? PYTHONS[0] : PYTHONS.at(-1)) ??
          defaultPython(),
        inventories: [source],
        vars: {
          bucket_name: resources.BUCKET_NAME,
          aws_endpoint_url: moto.endpoint,
          telegram_api_root: telegram,
          telegram_app_url: alb.address,
          polybot_settings: CREDENTIALS,
          yolo5_settings: CREDENTIALS,
          ...vars,
        },
      }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function startChatPage(
  parts: AsyncDisposableStack,
  host: string,
  directory: string,
  token: string,
): Promise<string> {
  const [port = 0] = freePorts(1);
  const page = openService({
    name: "chat-page",
    task: "chat",
    env: {
      HOST: host,
      PORT: String(port),
      POLYBOT_DATA: join(directory, "chat-page"),
      TELEGRAM_TOKEN: token,
    },
    address: `http://${host}:${port}`,
    log: join(directory, "chat-page.log"),
    restart: false,
    detached: false,
    say() {},
  });
  parts.defer(async () => void await page.stop());
  await page.start();
  return page.address;
}

async function runInstances(
  endpoint: string,
  count: number,
): Promise<string[]> {
  const images = await query(endpoint, "ec2", "DescribeImages");
  const answer = await query(endpoint, "ec2", "RunInstances", {
    ImageId: elements(images, "imageId")[0] ?? "",
    MinCount: String(count),
    MaxCount: String(count),
  });
  return elements(answer, "instanceId");
}

async function createTargetGroup(
  endpoint: string,
  ids: readonly string[],
): Promise<string> {
  const vpcs = await query(endpoint, "ec2", "DescribeVpcs");
  const elb = (action: string, parameters: Record<string, string>) =>
    query(endpoint, "elasticloadbalancing", action, parameters);
  const answer = await elb("CreateTargetGroup", {
    Name: "talo-polybot",
    Protocol: "HTTP",
    Port: "8443",
    VpcId: elements(vpcs, "vpcId")[0] ?? "",
    TargetType: "instance",
  });
  const [TargetGroupArn = ""] = elements(answer, "TargetGroupArn");
  const targets = ids.map((
    id,
    index,
  ) => [`Targets.member.${index + 1}.Id`, id]);
  await elb("RegisterTargets", {
    TargetGroupArn,
    ...Object.fromEntries(targets),
  });
  return TargetGroupArn;
}

/** Each host is both services' machine; in the groups of aws_ec2.yaml. */
function describe(
  hosts: readonly (readonly [string, Host | undefined])[],
): Inventory {
  const vars = hosts.map(([id, host]) => [
    id,
    { ansible_host: host?.address, ansible_user: "ubuntu" },
  ]);
  const group = { hosts: Object.fromEntries(vars) };
  const names = ["talo_polybot", "talo_yolo5", "env_prod", "region_us_east_1"];
  return {
    all: { children: Object.fromEntries(names.map((name) => [name, group])) },
  };
}

async function createSecret({ env }: Moto, Name: string, file: string) {
  const { secretsManager, destroy } = openClients({
    region: "us-east-1",
    endpoint: env["AWS_ENDPOINT_URL"],
    credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    log: silentLogger,
  });
  const SecretString = await Deno.readTextFile(file);
  await secretsManager.send(new CreateSecretCommand({ Name, SecretString }));
  destroy();
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}
