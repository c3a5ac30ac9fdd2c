import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { compiled, compiledMissing } from "../lab/executables/compiled.ts";
import { aws, callAws } from "../lab/operations/aws_calls.ts";
import { bootFromImage } from "../lab/operations/image_host.ts";
import { type Host, type Lab, openLab } from "../lab/hosts/hosts.ts";
import { testOnHosts } from "../lab/hosts/hosts_test_case.ts";
import { runAsRoot } from "../lab/hosts/root_shell.ts";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython } from "../lab/operations/playbook.ts";
import { startRecordingProxy } from "../lab/operations/recording_proxy.ts";
import { EMBEDDED_MODEL, serveFile } from "../lab/hosts/file_server.ts";
import { type Service, SERVICES } from "../.ci/compile/services.ts";
import { motoMissing, startMoto } from "../lab/aws/moto/moto.ts";
import { packerMissing, runPacker } from "../lab/operations/packer.ts";

/** The newest Ubuntu that moto has. */
const SOURCE = "ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-*";

testOnHosts(
  "packer bakes an image with a machine's roles and the model, and nothing unique to the build machine",
  async (test) => {
    await using lab = await openLab();
    const host = await lab.startHost("c50");
    await using moto = await startMoto({ host: lab.address });
    await using proxy = startRecordingProxy(moto.endpoint);
    const before = await identityOf(host);
    const { manifest, model } = await bake(lab, host, proxy.endpoint);

    await test.step("the manifest names the image and its sources", () => {
      const [build] = manifest.builds;
      assertMatch(build.artifact_id, /^us-east-1:ami-[\da-f]+$/);
      const { source_ami, source_ami_name, ...rest } = build.custom_data;
      assertMatch(source_ami, /^ami-/);
      assertMatch(source_ami_name, /ubuntu-xenial/);
      assertEquals(rest, {
        version: "1234abcd",
        yolo5_model_sha256: model.sha256,
        yolo5_model_url: model.url,
      });
    });

    await test.step("the image and its snapshot have their name and tags", async () => {
      const [, id = ""] = manifest.builds[0].artifact_id.split(":");
      const [{ Images: [image] }, { Snapshots: [snapshot] }] = await callAws(
        moto.env,
        aws`
          ec2 describe_images ImageIds=["${id}"]
          ec2 describe_snapshots Filters=[{"Name":"tag:MODEL","Values":["${model.sha256}"]}]`,
      );
      assertMatch(image.Name, /^talo-dev-image-\d{8}-\d{6}$/);
      for (const { Tags } of [image, snapshot]) {
        assertEquals(tagsOf(Tags), {
          Name: "talo-dev-image",
          PROJECT: "polybot",
          ENV: "dev",
          VERSION: "1234abcd",
          SOURCE_AMI: manifest.builds[0].custom_data.source_ami,
          MODEL: model.sha256,
        });
      }
    });

    await test.step("its machines use only version 2 of the metadata service, and an encrypted disk", () => {
      const [launched] = proxy.callsOf("RunInstances");
      assertEquals(launched?.["MetadataOptions.HttpTokens"], "required");
      assertEquals(launched?.["BlockDeviceMapping.1.Ebs.Encrypted"], "true");
      const modified = proxy.callsOf("ModifyImageAttribute")
        .map((call) => call["ImdsSupport.Value"]);
      assertEquals(modified.filter(Boolean), ["v2.0"]);
    });

    await test.step("the image contains no authorized keys, no host keys, no logs and no history", async () => {
      assertEquals(
        await runAsRoot(
          host,
          `find /root /home /etc/ssh /var/log -type f ${FORBIDDEN}`,
        ),
        "",
      );
      assertEquals(await runAsRoot(host, "cat /etc/machine-id"), "");
    });

    await test.step("a machine started from it creates its own identity", async () => {
      await bootFromImage(host);
      const after = await identityOf(host);
      assertMatch(after.machine, /^[\da-f]{32}$/);
      assertNotEquals(after.machine, before.machine);
      assertNotEquals(after.key, before.key);
    });

    await test.step("the model is where yolo5 finds it", async () => {
      const sum = await host.ssh("sha256sum /opt/talo/models/yolov5s.onnx");
      assertEquals(sum.split(" ")[0], model.sha256);
    });

    const reason = compiledMissing();
    await test.step({
      name: `both services pass their self-check there, yolo5 with that model${
        reason ? ` (ignored: ${reason})` : ""
      }`,
      ignore: reason !== undefined,
      async fn() {
        const settings = "YOLO5_MODEL=/opt/talo/models/yolov5s.onnx";
        await host.ssh(`echo ${settings} | sudo tee /etc/talo/yolo5.env`);
        for (const service of SERVICES) {
          const output = await runSelfCheck(lab, host, service);
          assertMatch(output, /^\d+ checks passed$/m);
          if (service === "yolo5") {
            assertMatch(output, /: yolov5s, \d+ % sure$/m);
          }
        }
      },
    });

    await test.step({
      name: "systemd verifies their units without complaints",
      ignore: reason !== undefined,
      async fn() {
        const units = SERVICES.map((name) => `${name}.service`).join(" ");
        assertEquals(
          await host.ssh(`systemd-analyze verify ${units} 2>&1`),
          "",
        );
        assertEquals(
          await host.ssh(`systemctl is-enabled ${units}`),
          "enabled\nenabled\n",
        );
      },
    });
  },
  [
    await packerMissing(),
    ansibleMissing(defaultPython()),
    motoMissing(),
  ],
);

/** `find`'s condition for files that must not be in an image. */
const FORBIDDEN = String.raw`\( -path '/var/log/*' ${
  [
    "authorized_keys",
    "known_hosts",
    "ssh_host_*",
    ".bash_history",
    ".sudo_as_admin_successful",
  ].map((name) => `-o -name '${name}'`).join(" ")
} -o -path '*/.ansible/*' \)`;

/** Returns what is unique to a machine. */
async function identityOf(host: Host) {
  const output = await host.ssh(
    "cat /etc/machine-id /etc/ssh/*_ed25519_key.pub",
  );
  const [machine = "", key = ""] = output.split("\n");
  return { machine, key };
}

/** Installs a version of a service on a host, runs its self-check in the image's sandbox, and returns its output. */
async function runSelfCheck(lab: Lab, host: Host, service: Service) {
  await using file = await serveFile(
    lab.address,
    await compiled(service, "baked"),
  );
  const unit = `${service}-self-test@baked.service`;
  return await host.ssh(`set -e
    cd /opt/talo/${service}
    sudo curl -sSf --create-dirs -o baked/${service} ${file.url}
    sudo chmod -R a+rx baked && sudo ln -s baked current
    sudo systemctl start ${unit} || true
    sudo journalctl --quiet --output=cat --identifier=${service}`);
}

const tagsOf = (tags: readonly { Key: string; Value: string }[]) =>
  Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));

interface Manifest {
  readonly builds: readonly [{
    readonly artifact_id: string;
    readonly custom_data: {
      readonly source_ami: string;
      readonly source_ami_name: string;
    };
  }];
}

/** Has Packer bake an image of a host. */
async function bake(lab: Lab, host: Host, endpoint: string) {
  await using model = await serveFile(lab.address, EMBEDDED_MODEL);
  const file = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.remove(file);
    const { code, output } = await runPacker("build -color=false", {
      aws: {
        AWS_ENDPOINT_URL: endpoint,
        AWS_ACCESS_KEY_ID: "testing",
        AWS_SECRET_ACCESS_KEY: "testing",
      },
      vars: {
        env: "dev",
        version: "1234abcd",
        source_name: SOURCE,
        yolo5_model_url: model.url,
        yolo5_model_sha256: model.sha256,
        manifest: file,
        aws_endpoint_url: endpoint,
        ssh_host: host.address,
        ssh_private_key_file: host.keyFile,
        ssh_cidrs: '["10.231.0.0/16"]',
      },
    });
    assertEquals(code, 0, output);
    const manifest: Manifest = JSON.parse(await Deno.readTextFile(file));
    return { manifest, model };
  } finally {
    await Deno.remove(file).catch(() => {});
  }
}
