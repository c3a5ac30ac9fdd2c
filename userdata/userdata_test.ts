import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { compiled, compiledMissing } from "../lab/executables/compiled.ts";
import { HOSTS_FOLDER } from "../lab/hosts/hosts_base.ts";
import { testOnHosts } from "../lab/hosts/hosts_test_case.ts";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython } from "../lab/operations/playbook.ts";
import { motoMissing } from "../lab/aws/moto/moto.ts";
import { until } from "../lab/until.ts";
import {
  type Machine,
  startMachine,
} from "../lab/operations/userdata/machine.ts";

testOnHosts(
  "a new machine of the group installs the current version with its own role, or has the group replace it",
  async (test) => {
    await using machine = await startMachine();
    const { host } = machine;
    const executable = await compiled("yolo5", "v1");

    await test.step("the user data fits into the launch template", () => {
      assert(machine.userData.length <= 16 * 1024);
    });

    await test.step("a machine waits for a deploy while there is no current version", async () => {
      const { code, output } = await machine.boot();
      assertEquals(code, 0, output);
      assertStringIncludes(output, "deploy_yolo5.yaml will install one");
      assertEquals(await machine.takeGroupHealth(), "Healthy");
    });

    await test.step("a missing executable makes the machine unhealthy", async () => {
      await machine.makeCurrent("missing");
      await assertBootFails(machine, "fetch the SHA-256 of yolo5 missing");
    });

    await test.step("a machine with another image is unhealthy", async () => {
      const unit = "/etc/systemd/system/yolo5.service";
      await host.ssh(`sudo mv ${unit} . && sudo systemctl daemon-reload`);
      await assertBootFails(machine, "install yolo5 missing on this machine");
      await host.ssh(`sudo mv yolo5.service ${unit}`);
      await host.ssh("sudo systemctl daemon-reload");
    });

    await test.step("an executable with the wrong SHA-256 never becomes executable", async () => {
      await machine.bucket.publish(
        "yolo5",
        "other",
        executable,
        "0".repeat(64),
      );
      await machine.makeCurrent("other");
      await assertBootFails(machine, "verify yolo5 other");
      const found = "sudo find /opt/talo/yolo5 -type f -perm /111";
      assertEquals(await host.ssh(found), "");
    });

    await test.step("a version whose self-check fails is not used", async () => {
      const broken = join(HOSTS_FOLDER, "base/bin/false");
      await machine.bucket.publish("yolo5", "broken", broken);
      await machine.makeCurrent("broken");
      await assertBootFails(machine, "run the self-check of yolo5 broken");
      assertEquals(
        await host.ssh("ls -A /opt/talo/yolo5"),
        ".new\n.switching\n",
      );
    });

    await test.step("the current version runs and handles a job", async () => {
      await machine.bucket.publish("yolo5", "v1", executable);
      await machine.makeCurrent("v1");
      const { code, output } = await machine.boot();
      assertEquals(code, 0, output);
      assertStringIncludes(output, "Done: yolo5 v1 is running");
      assertEquals(await machine.takeGroupHealth(), "Healthy");
      const { status, labels } = await machine.predictCat();
      assertEquals([status, labels], ["succeeded", ["cat"]]);
    });

    await test.step("the journal contains every step", async () => {
      const journal = await host.ssh("sudo journalctl -t yolo5-userdata");
      assertStringIncludes(journal, "Failed: verify yolo5 other");
      assertStringIncludes(journal, "Done: yolo5 v1 is running");
    });

    await test.step("a second run changes nothing", async () => {
      const before = await traces(machine);
      const { code, output } = await machine.boot();
      assertEquals(code, 0, output);
      assertStringIncludes(output, "yolo5 v1 already runs here");
      assertEquals(await traces(machine), before);
    });

    await test.step("a working machine is not replaced when another version fails on it", async () => {
      await machine.makeCurrent("broken");
      const { code, output } = await machine.boot();
      assertEquals(code, 1, output);
      assertStringIncludes(output, "still works with its previous version");
      assertEquals(await machine.takeGroupHealth(), "Healthy");
    });

    await test.step("a version that passes its self-check but does not become healthy has the machine replaced", async () => {
      await host.ssh("sudo systemctl stop yolo5");
      // occupy the port
      await host.ssh(
        `sudo systemd-run --quiet --unit=other python3 -c 'import signal, socket; s = socket.create_server(("127.0.0.1", 8080)); signal.pause()'`,
      );
      await machine.bucket.publish("yolo5", "v2", executable);
      await machine.makeCurrent("v2");
      await assertBootFails(machine, "wait until yolo5 v2 is healthy");
      await host.ssh("sudo systemctl stop other");
    });

    await test.step("a machine that cannot report itself unhealthy powers off", async () => {
      await host.ssh("sudo systemctl stop yolo5");
      await machine.stopMetadata();
      await machine.boot().catch(() => {});
      await until(() => host.ssh("true").then(() => false, () => true));
    });
  },
  [ansibleMissing(defaultPython()), motoMissing(), compiledMissing()],
);

/** Asserts that the boot fails at a step and makes the machine unhealthy in its group. */
async function assertBootFails(machine: Machine, step: string) {
  const { code, output } = await machine.boot();
  assert(code !== 0, output);
  assertStringIncludes(output, `Failed: ${step} (line `);
  assertEquals(await machine.takeGroupHealth(), "Unhealthy");
}

/** Returns when the service started, and when each file that the user data may write was last changed. */
const traces = ({ host }: Machine) =>
  host.ssh(
    "systemctl show --property=ExecMainStartTimestampMonotonic yolo5; sudo find /opt/talo /etc/talo /etc/systemd ! -type d -printf '%p %C@\\n'",
  );
