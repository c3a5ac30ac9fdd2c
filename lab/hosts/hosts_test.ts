import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { existsSync } from "node:fs";
import { until } from "../until.ts";
import { openLab } from "./hosts.ts";
import { testOnHosts } from "./hosts_test_case.ts";

const ROOT = new URL("../../", import.meta.url);

testOnHosts(
  "two labs at once have separate networks and hosts, which systemd runs and which survive a reboot",
  async () => {
    await using lab = await openLab();
    await using other = await openLab();
    assertNotEquals(lab.address, other.address);
    const [one] = await Promise.all([
      lab.startHost("one"),
      lab.startHost("two"),
      other.startHost("one"),
    ]);
    assertEquals(
      await one.ssh("systemctl is-system-running --wait"),
      "running\n",
    );
    assertEquals(await one.ssh("sudo cat /etc/hostname"), "one\n");
    await one.ssh("sudo touch /var/kept /run/gone");
    await one.reboot();
    assertEquals(
      await one.ssh("ls -d /var/kept /run/gone || true"),
      "/var/kept\n",
    );
    const error = await assertRejects(() => one.ssh("ls /nowhere"), Error);
    assertEquals(
      /Cannot run 'ls \/nowhere' on one: .*No such/.test(error.message),
      true,
    );
  },
);

testOnHosts(
  "a lab ends with the program that opened it, even if that is killed",
  async () => {
    const code = `
      import { openLab } from "${new URL("hosts.ts", import.meta.url)}";
      const lab = await openLab();
      const host = await lab.startHost("one");
      console.log(host.address);
      await new Promise(() => setInterval(() => {}, 1000));`;
    const opener = new Deno.Command(Deno.execPath(), {
      args: ["eval", code],
      cwd: ROOT,
      stdout: "piped",
    }).spawn();
    let address = "";
    for await (const part of opener.stdout) {
      address = new TextDecoder().decode(part).trim();
      break;
    }
    const [, , network] = address.split(".");
    const bridge = `/sys/class/net/pblab${network}`;
    const namespace = `/run/netns/pblab${network}-one`;
    assertEquals([bridge, namespace].map(existsSync), [true, true]);
    opener.kill("SIGKILL");
    await opener.status;
    await until(() => !existsSync(bridge));
    assertEquals(existsSync(namespace), false);
  },
);
