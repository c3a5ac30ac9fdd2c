import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Account, Resource } from "../lab/operations/account/account.ts";
import { testWithAnsible } from "../lab/operations/ansible_test_case.ts";
import {
  assertBalancer,
  assertBots,
  assertNetwork,
} from "../lab/operations/account/assert_built.ts";
import {
  assertGroup,
  assertTagged,
  assertTemplate,
  assertWatched,
} from "../lab/operations/account/assert_scaled.ts";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython, type PlaybookRun } from "../lab/operations/playbook.ts";
import { findUncovered } from "../lab/operations/iam/policies.ts";
import {
  keepAndReuseData,
  provisionRepairAndTearDown,
  TOKEN,
} from "../lab/operations/account/provisioning_runs.ts";

const early = ansibleMissing("3.11") ? defaultPython() : "3.11";
const pythons = early === defaultPython()
  ? `one Ansible: ${ansibleMissing("3.11") ?? ansibleMissing("3.12+")}`
  : "each Ansible";

function assertSucceeded({ code, output }: PlaybookRun) {
  assertEquals(code, 0, output);
}

function assertUnchanged(run: PlaybookRun) {
  assertSucceeded(run);
  assertEquals(run.changed, []);
  assertEquals(run.recap["localhost"]?.changed, 0);
}

/** Returns the kinds of resources that an account has. */
const kindsIn = (account: Account) =>
  Object.entries(account).filter(([, { length }]) => length > 0)
    .map(([kind]) => kind).toSorted();

testWithAnsible(
  `the playbooks build everything on AWS, repair it and delete it, with ${pythons}`,
  async (t) => {
    const [whole, dev] = await Promise.all([
      provisionRepairAndTearDown(defaultPython()),
      keepAndReuseData(early),
    ]);
    const built = whole.first.account;

    await t.step("an empty account is provisioned, in any region", () => {
      assertSucceeded(whole.first.run);
      assertSucceeded(dev.first.run);
    });

    await t.step("a second provisioning changes nothing", () => {
      assertUnchanged(whole.again.run);
      assertUnchanged(dev.again.run);
      assertEquals(whole.again.account, built);
    });

    await t.step(
      "only Telegram reaches the load balancer, and only the load balancer reaches polybot",
      () => assertNetwork(built),
    );
    await t.step(
      "two machines of polybot are in two zones, with IMDSv2, a profile and an encrypted disk",
      () => assertBots(built),
    );
    await t.step(
      "the load balancer checks polybot's health, and the address points to it",
      () => assertBalancer(built),
    );
    await t.step(
      "machines of the group start with IMDSv2, a profile, an encrypted disk and the user data",
      () => assertTemplate(built),
    );
    await t.step(
      "the group scales by CPU and by backlog per machine",
      () => assertGroup(built),
    );
    await t.step(
      "alarms notify the given address, and a dashboard shows the metrics",
      () => assertWatched(built),
    );
    await t.step(
      "everything has the project's tags",
      () => assertTagged(built),
    );

    await t.step("provision.yaml prints the next steps", () => {
      const { output } = whole.first.run;
      assertStringIncludes(output, "https://bot.example.com:8443");
      assertStringIncludes(output, "Route 53's zone example.com");
      assertStringIncludes(output, "plain Ubuntu: none is baked yet");
      assertStringIncludes(output, "ansible-playbook deploy_polybot.yaml");
      assert(!output.includes("No token is stored"));
      const other = dev.first.run.output;
      assertStringIncludes(other, "bot.example.com. CNAME talo-dev-alb");
      assertStringIncludes(other, "No token is stored");
      assertStringIncludes(other, "-e env=dev -e region=us-east-2");
    });

    await t.step("no secret is printed", () => {
      for (const { run: { output } } of [whole.first, dev.first]) {
        assert(!output.includes(TOKEN));
        assert(!output.includes("PRIVATE KEY"));
      }
    });

    await t.step(
      "the inventory groups machines by service, environment and region",
      () => {
        const { groups, unreadable } = whole.inventory;
        const hosts = (group: string): string[] => groups[group].hosts;
        // ansible-inventory marks values from outside
        const plain = (value: Resource) => value.__ansible_unsafe ?? value;
        assertEquals(hosts("talo_polybot").length, 2);
        assertEquals(hosts("talo_yolo5").length, 1);
        const all = [...hosts("talo_polybot"), ...hosts("talo_yolo5")];
        assertEquals(hosts("env_prod").toSorted(), all.toSorted());
        assertEquals(hosts("region_us_east_1").toSorted(), all.toSorted());
        const [host = ""] = hosts("talo_polybot");
        const vars = groups._meta.hostvars[host];
        assertEquals(plain(vars.aws_instance_id), host);
        assertEquals(
          plain(vars.ansible_host),
          plain(vars.aws_public_ip_address),
        );
        assertEquals(plain(vars.ansible_user), "ubuntu");
        assert(unreadable.code !== 0, "an unreadable source is an error");
      },
    );

    await t.step(
      "SSH is opened and closed for one address, and nothing else changes",
      () => {
        const { steps, isAsBefore } = whole.ssh;
        for (const { run } of steps) assertSucceeded(run);
        assertEquals(
          steps.map(({ run, isOpen }) => [
            run.recap["localhost"]?.changed,
            isOpen,
          ]),
          [[1, true], [0, true], [1, false], [0, false]],
        );
        assert(isAsBefore);
      },
    );

    await t.step("manual changes are repaired", () => {
      assertSucceeded(whole.repaired.run);
      for (const kind of Object.keys(built)) {
        assertEquals(whole.repaired.account[kind], built[kind], kind);
      }
      assertEquals(
        whole.repaired.run.changed.map((task) =>
          task.replace(/^localhost: /, "").split(" : ")[0]
        ).filter((role, index, roles) => roles.indexOf(role) === index),
        [
          "security_groups",
          "bucket",
          "tables",
          "queues",
          "iam",
          "polybot_machines",
          "balancer",
          "yolo5_group",
          "alarms",
          "dashboard",
        ],
      );
      assert(
        JSON.stringify(whole.drifted) !== JSON.stringify(built),
        "something has changed",
      );
    });

    await t.step(
      "the policy of GitHub's infra role covers each call of both later runs",
      () => {
        const { PolicyDocument } = built["rolePolicies"]?.find((
          { RoleName },
        ) => RoleName === "talo-github-infra-us-east-1");
        assert(whole.githubCalls.length > 0);
        assertEquals(
          findUncovered(PolicyDocument.Statement, whole.githubCalls),
          [],
        );
      },
    );

    await t.step("nothing is torn down without confirmation", () => {
      const { run, account } = whole.refused;
      assert(run.code !== 0);
      assertStringIncludes(run.output, "the answer must be 'talo'");
      assertEquals(run.recap["localhost"]?.changed, 0);
      assertEquals(kindsIn(account).includes("vpcs"), true);
    });

    await t.step(
      "a teardown with the data leaves nothing, and a second one changes nothing",
      () => {
        assertSucceeded(whole.tornDown.run);
        // the zone belongs to the operator
        assertEquals(kindsIn(whole.tornDown.account), ["zones"]);
        assertEquals(
          whole.records.map(({ Type }: Resource) => Type),
          ["NS", "SOA"],
        );
        assertUnchanged(whole.tornDownAgain.run);
      },
    );

    await t.step(
      "a teardown keeps the data, and the next provisioning uses it again",
      () => {
        assertSucceeded(dev.tornDown.run);
        assertEquals(kindsIn(dev.tornDown.account), [
          "buckets",
          "secrets",
          "tables",
        ]);
        assertSucceeded(dev.reused.run);
        assertEquals(dev.data, {
          picture: "a picture",
          record: { id: { S: "1" } },
        });
        assertEquals(
          dev.reused.account["secretValues"],
          dev.first.account["secretValues"],
        );
      },
    );
  },
);
