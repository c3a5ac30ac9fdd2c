import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { motoMissing } from "../lab/aws/moto/moto.ts";
import { openPerson } from "../lab/telegram/person.ts";
import { until } from "../lab/until.ts";
import {
  assertAllHealthy,
  filesWrittenSince,
  isHealthy,
  processesOf,
} from "../lab/operations/deploy/deployed.ts";
import { openDeployScene } from "../lab/operations/deploy/deploy_scene.ts";
import { compiledMissing } from "../lab/executables/compiled.ts";
import { testOnHosts } from "../lab/hosts/hosts_test_case.ts";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython } from "../lab/operations/playbook.ts";
import { get, repeat } from "../lab/operations/deploy/repeat.ts";

const PHOTO = new URL(
  "../shared/pictures/samples/chelsea.png",
  import.meta.url,
);
const FOUND = "Detected Objects:\nCat: 1";
/** Gives a machine a first boot that takes three seconds and fails. */
const FIRST_BOOT = `sudo install /dev/stdin /usr/bin/cloud-init <<'END'
#!/bin/sh
test -e /home/ubuntu/booted && exit
sleep 3
touch /home/ubuntu/booted
exit 1
END`;
const SERVICES = ["polybot", "yolo5"] as const;

const missing = [
  motoMissing(),
  compiledMissing(),
  ansibleMissing(defaultPython()),
];

testOnHosts(
  "versions are deployed to machines, and rolled back if they fail",
  async (t) => {
    await using scene = await openDeployScene();
    const hosts = [...scene.hosts.values()];
    const [first, second] = hosts;
    const [firstId = "", secondId = ""] = scene.hosts.keys();
    assert(first && second);
    const person = openPerson(scene.telegram);
    const photo = await Deno.readFile(PHOTO);

    async function predict(): Promise<string> {
      const [id] = await person.send({ text: "predict", photos: [photo] });
      return (await person.waitForAnswer(id)).text ?? "";
    }
    const pointers = (service: string) =>
      Promise.all(
        ["current", "previous"].map(async (name) =>
          (await scene.bucket.read(`artifacts/${service}/${name}`))?.trim()
        ),
      );
    const askForVersions = () =>
      repeat(() => get(scene.alb.address), { parallel: 3, pause: 50 });

    await t.step(
      "a deploy changes nothing without such a version or without machines",
      async () => {
        const [none, nobody] = await Promise.all([
          scene.deploy("yolo5", { version: "one" }),
          scene.deploy("polybot", { version: "one", region: "us-east-2" }),
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
      "first versions are deployed to machines without one, and to one that starts meanwhile",
      async () => {
        const versions = ["one", "two"];
        for (const service of SERVICES) {
          for (const version of versions) await scene.publish(service, version);
        }
        const growing = await scene.writeInventory([firstId], [
          firstId,
          secondId,
        ]);
        await first.ssh(FIRST_BOOT);
        const runs = await Promise.all([
          scene.deploy("polybot", { version: "one" }),
          scene.deploy("yolo5", { version: "one" }, growing),
        ]);
        for (const { code, output } of runs) assertEquals(code, 0, output);
        await first.ssh(
          "test -e booted && test /opt/talo/yolo5/one -nt booted && sudo rm /usr/bin/cloud-init",
        );
        for (const service of SERVICES) {
          await assertAllHealthy(hosts, service, "one");
          assertEquals(await pointers(service), ["one", undefined]);
        }
        assertEquals(await predict(), FOUND);
      },
    );

    await t.step(
      "all requests and jobs are served during a deploy",
      async () => {
        for (const [version, days] of [["zero", 1], ["older", 2]]) {
          const folder = `/opt/talo/yolo5/${version}`;
          await first.ssh(
            `sudo mkdir ${folder} && sudo touch -d '${days} days ago' ${folder}`,
          );
        }
        const requests = askForVersions();
        const jobs = repeat(predict, { pause: 1000 });
        const runs = await Promise.all(
          SERVICES.map((service) => scene.deploy(service, { version: "two" })),
        );
        const answers = [await requests.stop(), await jobs.stop()];
        for (const { code, output } of runs) assertEquals(code, 0, output);
        assertEquals(answers, [
          new Set(["Polybot one", "Polybot two"]),
          new Set([FOUND]),
        ]);
        for (const service of SERVICES) {
          await assertAllHealthy(hosts, service, "two");
          assertEquals(await pointers(service), ["two", "one"]);
          // it stopped by itself on SIGTERM
          const log = await first.ssh(
            `sudo journalctl --output=cat -t ${service}`,
          );
          assertMatch(log, /"msg":"stopped"}\n/);
        }
        // the last three versions are kept
        assertEquals(
          await first.ssh("ls -A /opt/talo/yolo5"),
          "current\none\ntwo\nzero\n",
        );
      },
    );

    await t.step(
      "deploying the same version again changes nothing, and a terminated machine is skipped",
      async () => {
        const before = await processesOf(hosts, "polybot");
        const gone = await scene.writeInventory([firstId, "i-gone", secondId]);
        const runs = await Promise.all([
          scene.deploy("polybot", { version: "current" }),
          scene.deploy("yolo5", { version: "two", reach_timeout: 5 }, gone),
        ]);
        for (const { code, output, changed } of runs) {
          assertEquals([code, changed], [0, []], output);
        }
        assertStringIncludes(runs[1].output, "i-gone");
        assertEquals(await processesOf(hosts, "polybot"), before);
      },
    );

    await t.step(
      "a version that fails its self-check never runs and reaches no other machine; services restart on request",
      async () => {
        const before = await processesOf(hosts, "polybot");
        const workers = await processesOf(hosts, "yolo5");
        const file = join(scene.directory, "broken");
        await Deno.writeTextFile(file, "?");
        await scene.bucket.publish("polybot", "broken", file);
        const [{ output, recap }, restarted] = await Promise.all([
          scene.deploy("polybot", { version: "broken" }),
          scene.deploy("yolo5", { version: "current", restart: true }),
        ]);
        assertEquals(restarted.code, 0, restarted.output);
        const after = await processesOf(hosts, "yolo5");
        for (const [index, life] of after.entries()) {
          assert(life !== workers[index]);
        }
        assertStringIncludes(output, "Cannot deploy polybot broken to");
        assertStringIncludes(
          output,
          "Run the self-check in the service's sandbox",
        );
        assertEquals(recap[firstId]?.failed, 1, output);
        assertEquals(recap[secondId], undefined, output);
        assertEquals(await pointers("polybot"), ["two", "one"]);
        assertEquals(await processesOf(hosts, "polybot"), before);
      },
    );

    await t.step(
      "a version that does not become healthy is rolled back with its settings, while requests are served",
      async () => {
        const before = await processesOf([second], "polybot");
        const requests = askForVersions();
        const { output, recap } = await scene.deploy("polybot", {
          version: "one",
          table_state: "nowhere",
          release_health_timeout: 6,
        });
        assertEquals(await requests.stop(), new Set(["Polybot two"]));
        assertStringIncludes(output, "runs two again");
        // the reason, from the service's log
        assertStringIncludes(output, "STATE_TABLE_NAME must name");
        assertEquals(recap[firstId]?.failed, 1, output);
        assertEquals(recap[secondId], undefined, output);
        await assertAllHealthy(hosts, "polybot", "two");
        assertEquals(await processesOf([second], "polybot"), before);
        assertEquals(
          await first.ssh("ls -A /opt/talo/polybot"),
          "current\none\ntwo\n",
        );
        assertEquals(await pointers("polybot"), ["two", "one"]);
      },
    );

    await t.step("a job writes nothing to the disk", async () => {
      for (const host of hosts) await host.ssh("touch before");
      assertEquals(await predict(), FOUND);
      for (const host of hosts) {
        assertEquals(await filesWrittenSince(host, "before"), "");
      }
    });

    await t.step(
      "systemd rates both units as well sandboxed, and applies the sandbox",
      async () => {
        for (const service of SERVICES) {
          await first.ssh(
            `systemd-analyze security --offline=true --threshold=30 /etc/systemd/system/${service}.service`,
          );
          const status = await first.ssh(
            `sudo cat /proc/$(systemctl show --property=MainPID --value ${service})/status`,
          );
          for (
            const line of [/CapBnd:\t0+\n/, /NoNewPrivs:\t1\n/, /Seccomp:\t2\n/]
          ) {
            assertMatch(status, line);
          }
        }
      },
    );

    await t.step(
      "a killed service restarts, and so do the services of a rebooted machine",
      async () => {
        const runs = () =>
          until(async () =>
            await isHealthy(first, "polybot", "two") &&
            await isHealthy(first, "yolo5", "two")
          );
        const before = await processesOf([first], "yolo5");
        await first.ssh("sudo systemctl kill --signal=KILL polybot yolo5");
        await until(async () =>
          String(await processesOf([first], "yolo5")) !== String(before)
        );
        await runs();
        await first.reboot();
        await runs();
        assertEquals(await predict(), FOUND);
      },
    );

    await person.close();
  },
  missing,
);
