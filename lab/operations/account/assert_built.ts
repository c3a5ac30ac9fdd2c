/**
 * Assertions on the network, the bots and their balancer in a provisioned
 * account.
 *
 * @module
 */
import jmespath from "jmespath";
import type { Account } from "./account.ts";
import { assertFound } from "./assert_found.ts";

const group = (name: string) => `securityGroups[?GroupName=='${name}']`;

/** Asserts that only Telegram reaches the balancer, and only the balancer reaches the machines. */
export function assertNetwork(account: Account) {
  const [balancer, machines] = [group("talo-alb-sg"), group("talo-public-sg")];
  const ingress = "IpPermissions[].[FromPort, ToPort, IpRanges[].CidrIp]";
  const egress = "IpPermissionsEgress[].[FromPort, ToPort, IpRanges[].CidrIp]";
  assertFound(account, {
    "vpcs[].[Tags[?Key=='Name'].Value | [0], CidrBlock]": [
      ["talo-vpc", "10.0.0.0/16"],
    ],
    "sort(subnets[].AvailabilityZone)": ["us-east-1a", "us-east-1b"],
    "subnets[].MapPublicIpOnLaunch": [true, true],
    "length(gateways)": 1,
    "gateways[].Attachments[0].VpcId == vpcs[].VpcId": true,
    [`${balancer} | [0].${ingress}`]: [
      [8443, 8443, ["149.154.160.0/20", "91.108.4.0/22"]],
    ],
    [`${balancer}.IpPermissions[].UserIdGroupPairs[]`]: [],
    [`${balancer} | [0].${egress}`]: [[8443, 8443, []]],
    [`${balancer}.IpPermissionsEgress[].UserIdGroupPairs[].GroupId == ${machines}.GroupId`]:
      true,
    [`${machines} | [0].${ingress}`]: [
      [22, 22, ["203.0.113.0/24"]],
      [8443, 8443, []],
    ],
    [`${machines}.IpPermissions[].UserIdGroupPairs[].GroupId == ${balancer}.GroupId`]:
      true,
    [`${machines} | [0].${egress}`]: [
      [443, 443, ["0.0.0.0/0"]],
      [80, 80, ["0.0.0.0/0"]],
    ],
    [`${machines}.IpPermissionsEgress[].UserIdGroupPairs[]`]: [],
  });
}

/** Asserts that the bots are in two zones behind the balancer, with IMDSv2, an instance profile and an encrypted disk. */
export function assertBots(account: Account) {
  const bots = "instances[?Tags[?Key=='APP' && Value=='talo-polybot']]";
  const name = "Tags[?Key=='Name'].Value | [0]";
  assertFound(account, {
    [`sort_by(${bots}, &Placement.AvailabilityZone)[].[${name}, InstanceType, Placement.AvailabilityZone, KeyName]`]:
      [
        ["talo-polybot-1", "t3.micro", "us-east-1a", "talo-key"],
        ["talo-polybot-2", "t3.micro", "us-east-1b", "talo-key"],
      ],
    [`${bots}[].contains(IamInstanceProfile.Arn, '/talo-polybot-us-east-1')`]: [
      true,
      true,
    ],
    [`${bots}[].MetadataOptions.HttpTokens`]: ["required", "required"],
    "length(targets)": 1,
    [`sort(targets[].TargetHealthDescriptions[].Target.Id) == sort(${bots}.InstanceId)`]:
      true,
  });
  for (const id of jmespath.search(account, `${bots}.InstanceId`)) {
    const disks = `volumes[?Attachments[0].InstanceId=='${id}'].Encrypted`;
    assertFound(account, { [disks]: [true] });
  }
}

/** Asserts that the balancer checks the bots' health, and that the DNS record points to the balancer. */
export function assertBalancer(account: Account) {
  const listener = "listeners[0].Listeners[0]";
  const record = "records[].ResourceRecordSets[] | [?Type=='A'] | [0]";
  assertFound(account, {
    "[length(listeners), length(targetGroups), length(targetGroupAttributes)]":
      [1, 1, 1],
    "[length(records), length(balancers)]": [1, 1],
    [`${listener}.[Port, Protocol]`]: [8443, "HTTPS"],
    [`contains(${listener}.SslPolicy, 'TLS13-1-2')`]: true,
    [`${listener}.Certificates[].CertificateArn == certificates[].CertificateArn`]:
      true,
    [`${listener}.DefaultActions[0].TargetGroupArn == targetGroups[0].TargetGroupArn`]:
      true,
    "targetGroups[].HealthCheckPath": ["/health"],
    "targetGroupAttributes[0].Attributes[?Key=='deregistration_delay.timeout_seconds'].Value":
      ["30"],
    [`${record}.Name`]: "bot.example.com.",
    [`(${record}.AliasTarget.DNSName) == join('', [balancers[0].DNSName, '.'])`]:
      true,
  });
}
