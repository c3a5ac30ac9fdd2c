/**
 * Starts a machine of yolo5's group before its first boot: a host from the image,
 * with the group's launch template and role, and a moto that enforces IAM.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { type Moto, startMoto } from "../../aws/moto/moto.ts";
import { type Host, openLab } from "../../hosts/hosts.ts";
import { startHostFromImage } from "../image_host.ts";
import { startImds } from "../../hosts/imds.ts";
import { aws, type AwsEnv, callAws } from "../aws_calls.ts";
import { type Bucket, openBucket } from "../bucket.ts";
import { enforceIam } from "../iam/enforce_iam.ts";
import { labPlaybook, runPlaybook } from "../playbook.ts";

const path = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));

export interface Machine extends AsyncDisposable {
  readonly host: Host;
  readonly bucket: Bucket;
  /** The script that the machine runs at its first boot. */
  readonly userData: string;
  /** Records a version as the current one, like the last step of a deploy. */
  makeCurrent(version: string): Promise<void>;
  /** Runs the user data, which may fail: check `code`. */
  boot(): Promise<{ code: number; output: string }>;
  /** Returns the machine's health in its group, and resets it to healthy. */
  takeGroupHealth(): Promise<string>;
  /** Stops the machine's metadata service. */
  stopMetadata(): Promise<void>;
  /** Sends a job with a picture of a cat, and waits for its result. */
  predictCat(): Promise<{ status: string; labels: string[] }>;
}

/** Creates the group, and starts the host. */
export async function startMachine(): Promise<Machine> {
  await using started = new AsyncDisposableStack();
  const lab = started.use(await openLab());
  const moto = started.use(await startMoto({ host: lab.address }));
  const [host] = await Promise.all([
    startHostFromImage(lab, "c60", moto.env),
    createGroup(moto),
  ]);
  const [{ LaunchTemplateVersions: [template] }, groups] = await callAws(
    moto.env,
    aws`
      ec2 describe_launch_template_versions LaunchTemplateName=talo-launch-template Versions=["$Latest"]
      autoscaling describe_auto_scaling_groups`,
  );
  const { UserData, IamInstanceProfile } = template.LaunchTemplateData;
  const userData = new TextDecoder().decode(Uint8Array.fromBase64(UserData));
  const { InstanceId, AvailabilityZone } =
    groups.AutoScalingGroups[0].Instances[0];
  const role = IamInstanceProfile.Arn.split("/")[1];
  const arn = `arn:aws:iam::123456789012:role/${role}`;
  const [{ Credentials: credentials }] = await callAws(
    moto.env,
    aws`sts assume_role RoleArn=${arn} RoleSessionName=machine`,
  );
  const imds = started.use(
    await startImds(host, {
      instanceId: InstanceId,
      availabilityZone: AvailabilityZone,
      tags: { APP: "talo-yolo5" },
      role,
      credentials,
    }),
  );
  const env = await enforceIam(moto);
  const bucket = openBucket(env, "talo-s3-123456789012-us-east-1");
  await host.ssh(`cat > user-data <<'END'\n${userData}\nEND`);
  const parts = started.move();
  return {
    host,
    bucket,
    userData,
    makeCurrent: (version) =>
      bucket.put("artifacts/yolo5/current", `${version}\n`),
    async boot() {
      const output = await host.ssh(
        `sudo bash ./user-data 2>&1; echo "ended with $?"`,
      );
      return { code: Number(output.match(/ended with (\d+)/)?.[1]), output };
    },
    async takeGroupHealth() {
      const [{ AutoScalingInstances: [instance] }] = await callAws(
        env,
        aws`
          autoscaling describe_auto_scaling_instances InstanceIds=["${InstanceId}"]
          autoscaling set_instance_health InstanceId=${InstanceId} HealthStatus=Healthy`,
      );
      return instance.HealthStatus;
    },
    stopMetadata: async () => void await imds[Symbol.asyncDispose](),
    predictCat: () => predictCat(env, bucket),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

async function createGroup({ env, endpoint }: Moto) {
  const { code, output } = await runPlaybook(labPlaybook("group"), {
    env,
    inventories: ["localhost,"],
    vars: {
      ubuntu_image_name:
        "ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-*",
      aws_endpoint_url: endpoint,
      yolo5_boot_retries: 1,
      yolo5_boot_health_timeout: 30,
      yolo5_group_user_data: path("../../../userdata/yolo5.sh.j2"),
    },
  });
  assertEquals(code, 0, output);
}

async function predictCat(env: AwsEnv, bucket: Bucket) {
  const cat = path("../../../shared/pictures/samples/chelsea.png");
  await bucket.upload("images/cat.png", cat);
  const [jobs, results] = await callAws(
    env,
    aws`
      sqs get_queue_url QueueName=talo-sqs-identify
      sqs get_queue_url QueueName=talo-sqs-results`,
  );
  const job = JSON.stringify({ chatId: "7", imgName: "cat.png" });
  const [, { Messages: [message] }] = await callAws(
    env,
    aws`
      sqs send_message QueueUrl=${jobs.QueueUrl} MessageBody=${job}
      sqs receive_message QueueUrl=${results.QueueUrl} WaitTimeSeconds=20`,
  );
  const { status, predictionId } = JSON.parse(message.Body);
  const key = { predictionId: { S: predictionId } };
  const [{ Item }] = await callAws(
    env,
    aws`dynamodb get_item TableName=talo-prediction-results Key=${key}`,
  );
  // deno-lint-ignore no-explicit-any
  const labels: string[] = Item.labels.L.map((label: any) => label.M.class.S);
  return { status, labels };
}
