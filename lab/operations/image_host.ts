/**
 * Starts hosts the way that machines start from the baked image.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { ansibleMissing } from "./ansible_installs.ts";
import type { AwsEnv } from "./aws_calls.ts";
import { defaultPython, runPlaybook } from "./playbook.ts";
import { EMBEDDED_MODEL, serveFile } from "../hosts/file_server.ts";
import { type Host, type Lab, waitForBoot } from "../hosts/hosts.ts";
import { runAsRoot } from "../hosts/root_shell.ts";

/** SSH options that accept another host key when a host reuses an earlier one's address. */
const SSH_ARGS = [
  "ControlMaster=auto",
  "ControlPersist=60s",
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
].map((option) => `-o ${option}`).join(" ");

/** Starts a host, bakes it with `bake.yaml`, and boots it from that image. */
export async function startHostFromImage(
  lab: Lab,
  name: string,
  env: AwsEnv,
): Promise<Host> {
  const host = await lab.startHost(name);
  await using model = await serveFile(lab.address, EMBEDDED_MODEL);
  const { code, output } = await runPlaybook("bake.yaml", {
    env: { ...env, ANSIBLE_SSH_ARGS: SSH_ARGS },
    // Packer's test bakes with the other Ansible, where both are installed
    python: ansibleMissing("3.11") ? defaultPython() : "3.11",
    inventories: [`${host.address},`],
    args: ["--user=ubuntu", `--private-key=${host.keyFile}`],
    vars: {
      yolo5_model_url: model.url,
      yolo5_model_sha256: model.sha256,
      // where moto is
      service_private_addresses: ["10.231.0.0/16"],
    },
  });
  assertEquals(code, 0, output);
  await bootFromImage(host);
  return host;
}

/** Reboots a baked host. Baking removes the authorized keys, so the host's key is first authorized again for user `ubuntu`, as cloud-init does. */
export async function bootFromImage(host: Host): Promise<void> {
  const key = (await Deno.readTextFile(`${host.keyFile}.pub`)).trim();
  const file = "/home/ubuntu/.ssh/authorized_keys";
  await runAsRoot(
    host,
    `echo '${key}' > ${file} && chown ubuntu: ${file} && chmod 600 ${file} && systemctl reboot`,
  );
  await waitForBoot(host);
}
