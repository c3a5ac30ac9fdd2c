/**
 * A machine of yolo5's group at its first boot: a baked host of the lab, with
 * the group's launch template and role on a moto that enforces IAM.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { type Call, expectAws } from "../aws_calls.ts";
import { startBakedHost } from "../../hosts/image_host.ts";
import { enforceIam } from "../iam/enforce_iam.ts";
import { type Host, openLab } from "../../hosts/hosts.ts";
import { startImds } from "../../hosts/imds.ts";
import { labPlaybook, runPlaybook } from "../playbook.ts";
import { type Moto, startMoto } from "../../aws/moto/moto.ts";

const USER_DATA = fileURLToPath(
  new URL("../../../userdata/yolo5.sh.j2", import.meta.url),
);
const REGION = "us-east-1";
const ACCOUNT = "123456789012";
const BUCKET = `talo-s3-${ACCOUNT}-${REGION}`;
const GROUP = "talo-yolo5";

export interface Machine extends AsyncDisposable {
  readonly host: Host;
  readonly moto: Moto;
  /** What the machine runs at its first boot. */
  readonly userData: string;
  /** Asks AWS as someone who may do everything. */
  // deno-lint-ignore no-explicit-any
  ask(...calls: Call[]): Promise<any[]>;
  /** Puts an executable where a deploy would, with a SHA-256, which is its own if not said otherwise. */
  publish(
    version: string,
    executable: Uint8Array,
    sha256?: string,
  ): Promise<void>;
  /** Says, as a deploy does at its end, which version is the current one. */
  makeCurrent(version: string): Promise<void>;
  /** Puts an object into the bucket. */
  put(key: string, body: string | Uint8Array): Promise<void>;
  /** Runs the user data. It may fail: the caller looks at `code`. */
  boot(): Promise<{ code: number; output: string }>;
  /** What the group takes the machine for, which it then takes for healthy again. */
  healthInGroup(): Promise<string>;
  /** Lets the machine find no metadata service any more. */
  loseMetadata(): Promise<void>;
}

/** Makes the group and the host. */
export async function startMachine(): Promise<Machine> {
  await using started = new AsyncDisposableStack();
  const lab = started.use(await openLab());
  const moto = started.use(await startMoto({ host: lab.address }));
  const [host] = await Promise.all([
    startBakedHost(lab, "c60", moto.env),
    makeGroup(moto),
  ]);
  const [{ LaunchTemplateVersions }, { AutoScalingGroups }] = await expectAws(
    moto.env,
    [
      ["ec2", "describe_launch_template_versions", {
        LaunchTemplateName: "talo-launch-template",
        Versions: ["$Latest"],
      }],
      ["autoscaling", "describe_auto_scaling_groups"],
    ],
  );
  const [template] = LaunchTemplateVersions;
  const userData = new TextDecoder().decode(
    Uint8Array.fromBase64(template.LaunchTemplateData.UserData),
  );
  const [{ InstanceId, AvailabilityZone }] = AutoScalingGroups[0].Instances;
  const metadata = started.use(
    await startImds(host, {
      moto,
      instanceId: InstanceId,
      availabilityZone: AvailabilityZone,
      role: template.LaunchTemplateData.IamInstanceProfile.Arn.split("/")[1],
      tags: { APP: GROUP },
    }),
  );
  const operator = await enforceIam(moto);
  await host.ssh(`cat > user-data <<'END'\n${userData}\nEND`);

  const ask = (...calls: Call[]) => expectAws(moto.env, calls, operator);
  const s3 = new S3Client({
    region: REGION,
    endpoint: moto.endpoint,
    forcePathStyle: true,
    credentials: {
      accessKeyId: operator.AccessKeyId,
      secretAccessKey: operator.SecretAccessKey,
    },
  });
  started.defer(() => s3.destroy());
  async function put(Key: string, Body: string | Uint8Array) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }
  const parts = started.move();
  return {
    host,
    moto,
    userData,
    ask,
    put,
    async publish(version, executable, sha256 = sha256Of(executable)) {
      const folder = `artifacts/yolo5/${version}`;
      await put(`${folder}/yolo5`, executable);
      await put(`${folder}/SHA256SUMS`, `${sha256}  yolo5\n`);
    },
    makeCurrent: (version) => put("artifacts/yolo5/current", `${version}\n`),
    async boot() {
      const output = await host.ssh(
        `sudo bash ./user-data 2>&1; echo "ended with $?"`,
      );
      return { code: Number(output.match(/ended with (\d+)/)?.[1]), output };
    },
    async healthInGroup() {
      const [{ AutoScalingInstances: [instance] }] = await ask(
        ["autoscaling", "describe_auto_scaling_instances", {
          InstanceIds: [InstanceId],
        }],
        ["autoscaling", "set_instance_health", {
          InstanceId,
          HealthStatus: "Healthy",
        }],
      );
      return instance.HealthStatus;
    },
    async loseMetadata() {
      await metadata[Symbol.asyncDispose]();
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const sha256Of = (bytes: Uint8Array) =>
  createHash("sha256").update(bytes).digest("hex");

async function makeGroup({ env, endpoint }: Moto) {
  const { code, output } = await runPlaybook(
    labPlaybook("group"),
    {
      env,
      inventories: ["localhost,"],
      vars: {
        ubuntu_image_name:
          "ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-*",
        aws_endpoint_url: endpoint,
        yolo5_boot_retries: 1,
        yolo5_boot_health_timeout: 30,
        yolo5_group_user_data: USER_DATA,
      },
    },
  );
  assertEquals(code, 0, output);
}
