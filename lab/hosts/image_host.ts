/**
 * A host of the lab as a machine of the image begins.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { bootAnew } from "./first_boot.ts";
import type { Host, Lab } from "./hosts.ts";
import { ansibleMissing } from "../operations/ansible_installs.ts";
import { defaultPython, runPlaybook } from "../operations/playbook.ts";
import { MODEL, serveFile } from "./file_server.ts";

/** Boots a host, bakes it, and boots it anew. */
export async function startBakedHost(
  lab: Lab,
  name: string,
  env: Readonly<Record<string, string>>,
): Promise<Host> {
  const host = await lab.startHost(name);
  await using model = await serveFile(lab.address, MODEL);
  const { code, output } = await runPlaybook("bake.yaml", {
    env: { ...env, ANSIBLE_SSH_ARGS: SSH_ARGS },
    // where both are installed, Packer's test bakes with the other one
    python: ansibleMissing("3.11") ? defaultPython() : "3.11",
    inventories: [`${host.address},`],
    args: ["--user=ubuntu", `--private-key=${host.key}`],
    vars: {
      yolo5_model_url: model.url,
      yolo5_model_sha256: model.sha256,
      // where moto is
      service_private_addresses: ["10.231.0.0/16"],
    },
  });
  assertEquals(code, 0, output);
  await bootAnew(host);
  return host;
}

/** A host's address was another's before, with another key. */
const SSH_ARGS = [
  "ControlMaster=auto",
  "ControlPersist=60s",
  "StrictHostKeyChecking=no",
  "UserKnownHostsFile=/dev/null",
].map((option) => `-o ${option}`).join(" ");
