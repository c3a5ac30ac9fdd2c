import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { motoMissing } from "../shared/aws_local/moto.ts";
import { openPerson } from "../shared/testing/person.ts";
import { until } from "../shared/testing/until.ts";
import { openDeployScene } from "./testing/deploy_scene.ts";
import { compiledMissing } from "./testing/executables.ts";
import type { Host } from "./testing/hosts.ts";
import { testOnHosts } from "./testing/hosts_test_case.ts";
import { ansibleMissing } from "./testing/installs.ts";
import { defaultPython } from "./testing/playbook.ts";
import { keepAsking } from "./testing/requests.ts";

const PHOTO = new URL(
  "../shared/testing/pictures/chelsea.png",
  import.meta.url,
);
const PORTS = { polybot: 8443, yolo5: 8080 };
type Service = keyof typeof PORTS;

/** What a host's service says of itself; "" where it says nothing. */
const health = (host: Host, service: Service) =>
  host.ssh(
    `curl -s -m 5 http://127.0.0.1:${PORTS[service]}/health || true`,
  );
const isWell = async (host: Host, service: Service, version: string) =>
  await health(host, service) === `{"status":"ok","version":"${version}"}`;
/** When and how the service began its present life. */
const life = (host: Host, service: Service) =>
  host.ssh(
    `systemctl show ${service} --property=MainPID,ExecMainStartTimestamp`,
  );

testOnHosts(
  "versions are rolled out to machines with systemd, and rolled back by themselves",
  async (t) => {
    await using scene = await openDeployScene();
    const [first, second] = [...scene.hosts.values()];
    const [firstId = "", secondId = ""] = scene.hosts.keys();
    assert(first && second);
    const both = [first, second];
    const person = openPerson(scene.telegram);
    const pointers = async (service: Service) => [
      await scene.bucket.read(`artifacts/${service}/current`),
      await scene.bucket.read(`artifacts/${service}/previous`),
    ];
    const assertAllWell = async (service: Service, version: string) => {
      for (const host of both) {
        assertEquals(
          await health(host, service),
          `{"status":"ok","version":"${version}"}`,
          host.name,
        );
      }
    };
    const predict = async () => {
      const [id] = await person.send({
        text: "predict",
        photos: [await Deno.readFile(PHOTO)],
      });
      return (await person.answerTo(id)).text ?? "";
    };

    await t.step(
      "nothing is touched where there is no such version, or no machine",
      async () => {
        const [none, nobody] = await Promise.all([
          scene.deploy("yolo5", { version: "one" }),
          scene.deploy("yolo5", { version: "one", region: "us-east-2" }),
        ]);
        assertEquals([none.code !== 0, none.changed], [true, []]);
        assertStringIncludes(none.output, "there are no versions at all");
        assertEquals([nobody.code !== 0, nobody.changed], [true, []]);
        assertStringIncludes(
          nobody.output,
          "none of its machines runs in us-east-2",
        );
      },
    );

    await t.step(
      "first versions of both services come to machines that have none, also to one that comes meanwhile",
      async () => {
        for (const version of ["one", "two", "three"]) {
          await scene.publish("polybot", version);
        }
        for (const version of ["one", "two"]) {
          await scene.publish("yolo5", version);
        }
        const inventory = join(scene.directory, "growing_inventory");
        await Deno.writeTextFile(
          inventory,
          `#!/bin/sh
# the second time there is one machine more
if mkdir "$0.asked" 2>/dev/null
then echo '${asScript(scene.inventoryOf([firstId]))}'
else echo '${asScript(scene.inventoryOf([firstId, secondId]))}'
fi
`,
          { mode: 0o755 },
        );
        const [polybot, yolo5] = await Promise.all([
          scene.deploy("polybot", { version: "one" }),
          scene.deploy("yolo5", { version: "one" }, inventory),
        ]);
        assertEquals(polybot.code, 0, polybot.output);
        assertEquals(yolo5.code, 0, yolo5.output);
        await assertAllWell("polybot", "one");
        await assertAllWell("yolo5", "one");
        assertEquals(await pointers("polybot"), ["one", undefined]);
        assertStringIncludes(await predict(), "cat");
      },
    );

    await t.step(
      "a version is rolled out while requests are answered, all of them",
      async () => {
        const asking = keepAsking(scene.alb.address);
        const run = await scene.deploy("polybot", { version: "two" });
        const { failed, versions } = await asking.stop();
        assertEquals(run.code, 0, run.output);
        assertEquals(failed, []);
        assertEquals(versions, new Set(["Polybot one", "Polybot two"]));
        await assertAllWell("polybot", "two");
        assertEquals(await pointers("polybot"), ["two", "one"]);
      },
    );

    await t.step("the same version again changes nothing", async () => {
      const before = await Promise.all(
        both.map((host) => life(host, "polybot")),
      );
      const run = await scene.deploy("polybot", { version: "current" });
      assertEquals(run.code, 0, run.output);
      assertEquals(run.changed, []);
      const after = await Promise.all(
        both.map((host) => life(host, "polybot")),
      );
      assertEquals(after, before);
    });

    await t.step(
      "a version that fails its self-test never runs, and no other machine sees it",
      async () => {
        const before = await Promise.all(
          both.map((host) => life(host, "polybot")),
        );
        await scene.publish("polybot", "broken", new TextEncoder().encode("?"));
        const run = await scene.deploy("polybot", { version: "broken" });
        assert(run.code !== 0);
        assertStringIncludes(
          run.output,
          "Test it here, as the service would run it",
        );
        assertStringIncludes(run.output, "It has two again");
        assertEquals(
          Object.keys(run.recap).length,
          2,
          "localhost and one machine",
        );
        assertEquals(await pointers("polybot"), ["two", "one"]);
        const after = await Promise.all(
          both.map((host) => life(host, "polybot")),
        );
        assertEquals(after, before);
      },
    );

    await t.step(
      "a version that does not get healthy is rolled back, with its settings, while requests are answered",
      async () => {
        const untouched = await life(second, "polybot");
        const asking = keepAsking(scene.alb.address);
        const run = await scene.deploy("polybot", {
          version: "three",
          table_state: "nowhere",
          release_health_timeout: 8,
        });
        const { failed, versions } = await asking.stop();
        assert(run.code !== 0);
        assertEquals([failed, versions], [[], new Set(["Polybot two"])]);
        assertStringIncludes(run.output, "It has two again");
        // what the service said of itself
        assertStringIncludes(run.output, "STATE_TABLE_NAME");
        await assertAllWell("polybot", "two");
        assertEquals(await life(second, "polybot"), untouched);
        assertEquals(await pointers("polybot"), ["two", "one"]);
        assertEquals(
          await first.ssh("ls -A /opt/talo/polybot"),
          "current\none\ntwo\n",
        );
      },
    );

    await t.step(
      "yolo5 gets a version with jobs under way, which SIGTERM lets it finish",
      async () => {
        const jobs = Promise.all(Array.from({ length: 6 }, predict));
        const run = await scene.deploy("yolo5", { version: "two" });
        assertEquals(run.code, 0, run.output);
        for (const found of await jobs) assertStringIncludes(found, "cat");
        await assertAllWell("yolo5", "two");
        assertEquals(await pointers("yolo5"), ["two", "one"]);
        const lines = await first.ssh("sudo journalctl --output=cat -u yolo5");
        assertStringIncludes(lines, '"msg":"stopped"');
        const again = await scene.deploy("yolo5", { version: "two" });
        assertEquals(again.changed, [], again.output);
      },
    );

    await t.step("a job leaves nothing on the disk", async () => {
      for (const host of both) await host.ssh("touch before");
      assertStringIncludes(await predict(), "cat");
      for (const host of both) {
        const written = "-newer before ( -user polybot -o -user yolo5 ) -type f"
          .replaceAll(/[()]/g, "\\$&");
        assertEquals(await host.ssh(`sudo find / -xdev ${written}`), "");
      }
    });

    await t.step(
      "both units expose little, by systemd's own count, and are run so",
      async () => {
        for (const service of ["polybot", "yolo5"] as const) {
          const unit = `/etc/systemd/system/${service}.service`;
          await first.ssh(
            `systemd-analyze security --offline=true --threshold=30 ${unit}`,
          );
          const status = await first.ssh(
            `cat /proc/$(systemctl show -P MainPID ${service})/status || true`,
          );
          assert(/CapBnd:\s+0+\n/.test(status), status);
          assert(/NoNewPrivs:\s+1\n/.test(status), status);
          assert(/Seccomp:\s+2\n/.test(status), status);
        }
      },
    );

    await t.step(
      "a service that is killed starts again, and so does a machine",
      async () => {
        for (const service of ["polybot", "yolo5"] as const) {
          await first.ssh(`sudo systemctl kill --signal=KILL ${service}`);
        }
        await until(async () =>
          await isWell(first, "polybot", "two") &&
          await isWell(first, "yolo5", "two")
        );
        await first.reboot();
        await until(async () =>
          await isWell(first, "polybot", "two") &&
          await isWell(first, "yolo5", "two")
        );
        assertStringIncludes(await predict(), "cat");
      },
    );
    await person.leave();
  },
  [
    motoMissing(),
    compiledMissing(),
    ansibleMissing(defaultPython()),
  ],
);

/** An inventory of YAML as the answer of an inventory script. */
function asScript(inventory: string): string {
  const { all } = JSON.parse(inventory);
  const groups = Object.entries<{ hosts: Record<string, unknown> }>(
    all.children,
  );
  const hostvars = groups[0]?.[1].hosts ?? {};
  const members = groups.map(([name, { hosts }]) => [name, {
    hosts: Object.keys(hosts),
  }]);
  return JSON.stringify({
    ...Object.fromEntries(members),
    _meta: { hostvars },
  });
}
