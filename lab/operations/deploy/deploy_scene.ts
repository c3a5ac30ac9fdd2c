/**
 * What a deploy needs, on this machine: two hosts of the lab behind a
 * balancer, moto with what provision.yaml would have made in it, and the chat
 * page in Telegram's place.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Service } from "../../../.ci/compile/services.ts";
import { type Moto, startMoto } from "../../aws/moto/moto.ts";
import { createResources } from "../../aws/moto/resources.ts";
import { openService } from "../../aws/local/service.ts";
import { freePorts } from "../../processes/free_ports.ts";
import {
  startTargetGroupBalancer,
  type TargetGroupBalancer,
} from "../../aws/network/target_group.ts";
import { type BucketFiles, openBucketFiles } from "./bucket_files.ts";
import { makeDeployAws } from "./deploy_aws.ts";
import { compiled } from "../../executables/compiled.ts";
import { type Host, type Lab, openLab } from "../../hosts/hosts.ts";
import { describeHosts, type Inventory } from "../../hosts/inventories.ts";
import { ansibleMissing, PYTHON_NAMES } from "../ansible_installs.ts";
import { defaultPython, type PlaybookRun, runPlaybook } from "../playbook.ts";
import { MODEL } from "../../hosts/file_server.ts";

export interface DeployScene extends AsyncDisposable {
  readonly lab: Lab;
  readonly moto: Moto;
  /** By the instance's id. */
  readonly hosts: ReadonlyMap<string, Host>;
  readonly alb: TargetGroupBalancer;
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

/** Those with an Ansible here. */
const PYTHONS = PYTHON_NAMES.filter((name) => !ansibleMissing(name));

/** What a machine's role gives on AWS. */
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
};

/** Opens it; the machines have no version yet. */
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
  const { ids, targetGroupArn } = await makeDeployAws(moto, {
    count: 2,
    key: first.key,
  });
  const hosts = new Map(ids.map((id, index) => [id, index ? second : first]));
  const alb = parts.use(
    await startTargetGroupBalancer({
      endpoint: moto.endpoint,
      targetGroupArn,
      addressOf: (id) => `http://${hosts.get(id)?.address}:8443`,
    }),
  );
  const inventory = join(directory, "inventory.yaml");
  const inventoryOf = (ids: readonly string[]) =>
    describeHosts(ids.map((id) => [id, hosts.get(id)]));
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

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return new Uint8Array(digest).toHex();
}
