/**
 * Everything a deploy needs, on this machine: two hosts behind a load
 * balancer, moto with the resources of `provision.yaml`, and the chat page in
 * Telegram's place.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Service } from "../../../.ci/compile/services.ts";
import { startMoto } from "../../aws/moto/moto.ts";
import { createResources } from "../../aws/moto/resources.ts";
import {
  startTargetGroupBalancer,
  type TargetGroupBalancer,
} from "../../aws/network/target_group.ts";
import { compiled } from "../../executables/compiled.ts";
import { EMBEDDED_MODEL } from "../../hosts/file_server.ts";
import { type Host, openLab } from "../../hosts/hosts.ts";
import { writeInventory } from "../../hosts/inventories.ts";
import { freePort } from "../../processes/free_ports.ts";
import { ansibleMissing, PYTHON_NAMES } from "../ansible_installs.ts";
import { type Bucket, openBucket } from "../bucket.ts";
import { startChatPage } from "../chat_page.ts";
import { defaultPython, type PlaybookRun, runPlaybook } from "../playbook.ts";
import { createDeployAws } from "./deploy_aws.ts";

export interface DeployScene extends AsyncDisposable {
  /** The hosts by the id of the instance that they stand for. */
  readonly hosts: ReadonlyMap<string, Host>;
  readonly alb: TargetGroupBalancer;
  /** The chat page's address. */
  readonly telegram: string;
  readonly bucket: Bucket;
  /** Publishes a service's executable as a version. */
  publish(service: Service, version: string): Promise<void>;
  /** Runs a service's playbook. @param inventory a file, @default that of all hosts */
  deploy(
    service: Service,
    vars: Readonly<Record<string, unknown>>,
    inventory?: string,
  ): Promise<PlaybookRun>;
  /** Writes an inventory of these instances alone. @param later those from its second use on @return the file */
  writeInventory(
    ids: readonly string[],
    later?: readonly string[],
  ): Promise<string>;
  /** A folder that is removed with the scene. */
  readonly directory: string;
}

/** The credentials that a machine's role has on AWS. */
const CREDENTIALS = {
  AWS_ACCESS_KEY_ID: "testing",
  AWS_SECRET_ACCESS_KEY: "testing",
};

/** Opens the scene; no version is deployed yet. */
export async function openDeployScene(): Promise<DeployScene> {
  await using started = new AsyncDisposableStack();
  const directory = await Deno.makeTempDir({ prefix: "polybot-deploy-" });
  started.defer(() => Deno.remove(directory, { recursive: true }));
  const lab = started.use(await openLab());
  const moto = started.use(await startMoto({ host: lab.address }));
  const token = `1000000001:${randomBytes(26).toString("base64url")}`;
  const telegram = `http://${lab.address}:${freePort()}`;
  const [first, second, resources, chatPage] = await Promise.all([
    lab.startHost("one"),
    lab.startHost("two"),
    createResources(moto.env, { token }),
    startChatPage({ address: telegram, token, directory }),
  ]);
  started.use(chatPage);
  const { ids, targetGroupArn } = await createDeployAws(moto.env, {
    count: 2,
    keyFile: first.keyFile,
  });
  const hosts = new Map(ids.map((id, index) => [id, index ? second : first]));
  const alb = started.use(
    await startTargetGroupBalancer({
      endpoint: moto.endpoint,
      targetGroupArn,
      addressOf: (id) => `http://${hosts.get(id)?.address}:8443`,
    }),
  );
  const bucket = openBucket(moto.env, resources.BUCKET_NAME ?? "");
  const hostsOf = (ids: readonly string[]) =>
    new Map(ids.map((id) => [id, hosts.get(id)]));
  const allHosts = join(directory, "inventory");
  await writeInventory(allHosts, hosts);
  // in place of the official model, which the AMI has
  const model = await Deno.readFile(EMBEDDED_MODEL);
  for (const host of [first, second]) {
    await host.write("/opt/talo/models/yolov5s.onnx", model);
  }
  const pythons = PYTHON_NAMES.filter((name) => !ansibleMissing(name));
  const parts = started.move();
  return {
    hosts,
    alb,
    telegram,
    bucket,
    directory,
    async writeInventory(ids, later = ids) {
      const file = join(directory, `inventory-${crypto.randomUUID()}`);
      await writeInventory(file, hostsOf(ids), hostsOf(later));
      return file;
    },
    publish: async (service, version) =>
      bucket.publish(service, version, await compiled(service, version)),
    deploy: (service, vars, inventory = allHosts) =>
      runPlaybook(`deploy_${service}.yaml`, {
        env: {
          ...moto.env,
          AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: alb.api,
          ANSIBLE_SSH_COMMON_ARGS:
            `-o UserKnownHostsFile=${directory}/known_hosts`,
          ANSIBLE_SSH_CONTROL_PATH_DIR: `${directory}/cp`,
        },
        // each service with another Ansible
        python: (service === "yolo5" ? pythons[0] : pythons.at(-1)) ??
          defaultPython(),
        inventories: [inventory],
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
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
