/**
 * What a provisioning must have built, as AWS tells it.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Account, Resource } from "./account.ts";

const TELEGRAM = ["149.154.160.0/20", "91.108.4.0/22"];

/** The only resource of its kind. */
export function only(account: Account, kind: string): Resource {
  const found = account[kind] ?? [];
  assertEquals(found.length, 1, `one of the account's ${kind}`);
  return found[0];
}

export const tag = ({ Tags }: Resource, key: string): string =>
  Tags.find(({ Key }: Resource) => Key === key)?.Value;

/** A security group's rules, as `8443 from TELEGRAM`. */
function rulesOf(account: Account, rules: Resource[]) {
  const nameOf = (id: string) =>
    account["securityGroups"]?.find(({ GroupId }) => GroupId === id).GroupName;
  return rules.map(({ FromPort, ToPort, IpRanges, UserIdGroupPairs }) => [
    FromPort === ToPort ? FromPort : `${FromPort}-${ToPort}`,
    ...IpRanges.map(({ CidrIp }: Resource) => CidrIp),
    ...UserIdGroupPairs.map(({ GroupId }: Resource) => nameOf(GroupId)),
  ]);
}

export function assertNetwork(account: Account) {
  const { VpcId, CidrBlock, ...vpc } = only(account, "vpcs");
  assertEquals([tag(vpc, "Name"), CidrBlock], ["talo-vpc", "10.0.0.0/16"]);
  assertEquals(
    account["subnets"]?.map(({ AvailabilityZone }) => AvailabilityZone)
      .toSorted(),
    ["us-east-1a", "us-east-1b"],
  );
  assert(
    account["subnets"]?.every(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch),
  );
  assertEquals(only(account, "gateways").Attachments[0].VpcId, VpcId);
  const [balancer, machines] = ["talo-alb-sg", "talo-public-sg"].map((name) =>
    account["securityGroups"]?.find(({ GroupName }) => GroupName === name)
  );
  const inOf = (group: Resource) => rulesOf(account, group.IpPermissions);
  const outOf = (group: Resource) =>
    rulesOf(account, group.IpPermissionsEgress);
  assertEquals(inOf(balancer), [[8443, ...TELEGRAM]]);
  assertEquals(outOf(balancer), [[8443, "talo-public-sg"]]);
  assertEquals(inOf(machines), [[22, "203.0.113.0/24"], [8443, "talo-alb-sg"]]);
  assertEquals(outOf(machines), [[443, "0.0.0.0/0"], [80, "0.0.0.0/0"]]);
}

export function assertBots(account: Account) {
  const bots = (account["instances"] ?? []).filter((machine) =>
    tag(machine, "APP") === "talo-polybot"
  );
  assertEquals(
    bots.map(({ InstanceType, Placement, KeyName, ...bot }) => [
      tag(bot, "Name"),
      InstanceType,
      Placement.AvailabilityZone,
      KeyName,
    ]).toSorted(),
    [
      ["talo-polybot-1", "t3.micro", "us-east-1a", "talo-key"],
      ["talo-polybot-2", "t3.micro", "us-east-1b", "talo-key"],
    ],
  );
  for (const { IamInstanceProfile, MetadataOptions, InstanceId } of bots) {
    assertStringIncludes(IamInstanceProfile.Arn, "/talo-polybot-us-east-1");
    assertEquals(MetadataOptions.HttpTokens, "required");
    const disks = account["volumes"]?.filter(({ Attachments }) =>
      Attachments[0].InstanceId === InstanceId
    );
    assertEquals(disks?.map(({ Encrypted }) => Encrypted), [true]);
  }
  const { TargetHealthDescriptions } = only(account, "targets");
  assertEquals(
    TargetHealthDescriptions.map(({ Target }: Resource) => Target.Id)
      .toSorted(),
    bots.map(({ InstanceId }) => InstanceId).toSorted(),
  );
}

export function assertBalancer(account: Account) {
  const [{ Port, Protocol, Certificates, DefaultActions, SslPolicy }] =
    only(account, "listeners").Listeners;
  assertEquals([Port, Protocol], [8443, "HTTPS"]);
  assertStringIncludes(SslPolicy, "TLS13-1-2");
  assertEquals(
    Certificates.map(({ CertificateArn }: Resource) => CertificateArn),
    account["certificates"]?.map(({ CertificateArn }) => CertificateArn),
  );
  const targets = only(account, "targetGroups");
  assertEquals(DefaultActions[0].TargetGroupArn, targets.TargetGroupArn);
  assertEquals(targets.HealthCheckPath, "/health");
  const attributes = only(account, "targetGroupAttributes").Attributes;
  assertEquals(
    attributes.find(({ Key }: Resource) =>
      Key === "deregistration_delay.timeout_seconds"
    ).Value,
    "30",
  );
  const { ResourceRecordSets } = only(account, "records");
  const record = ResourceRecordSets.find(({ Type }: Resource) => Type === "A");
  assertEquals(record.Name, "bot.example.com.");
  assertEquals(
    record.AliasTarget.DNSName,
    `${only(account, "balancers").DNSName}.`,
  );
}
