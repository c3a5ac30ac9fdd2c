/**
 * What a provisioning must have built for yolo5, and for who watches it all.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Account, Resource } from "./account.ts";
import { only, tag } from "./assert_built.ts";

/** The template says what moto's machines of the group do not show. */
export function assertTemplate(account: Account) {
  const [{ LaunchTemplateData: data }] =
    only(account, "templateVersions").LaunchTemplateVersions;
  assertEquals(data.InstanceType, "t3.medium");
  assertEquals(data.KeyName, "talo-key");
  assertEquals(data.MetadataOptions.HttpTokens, "required");
  assertEquals(data.MetadataOptions.HttpPutResponseHopLimit, 1);
  assertStringIncludes(
    data.IamInstanceProfile.Arn,
    "instance-profile/talo-yolo5-us-east-1",
  );
  const [{ Ebs }] = data.BlockDeviceMappings;
  assertEquals([Ebs.Encrypted, Ebs.DeleteOnTermination], [true, true]);
  const userData = new TextDecoder().decode(
    Uint8Array.fromBase64(data.UserData),
  );
  assert(userData.startsWith("#!/bin/bash\n"));
  assertStringIncludes(userData, "SQS_QUEUE_IDENTIFY=talo-sqs-identify");
  // what EC2 takes, in bytes
  assert(userData.length < 16 * 1024);
}

export function assertGroup(account: Account) {
  const group = only(account, "groups");
  assertEquals([group.MinSize, group.MaxSize], [1, 4]);
  assertEquals(group.AvailabilityZones, ["us-east-1a", "us-east-1b"]);
  assertEquals(
    group.Tags.map(({ Key, Value, PropagateAtLaunch }: Resource) => [
      Key,
      Value,
      PropagateAtLaunch,
    ]),
    [
      ["APP", "talo-yolo5", true],
      ["ENV", "prod", true],
      ["Name", "talo-yolo5", true],
      ["PROJECT", "polybot", true],
    ],
  );
  const [backlog, cpu] = (account["scalingPolicies"] ?? []).map((policy) =>
    policy.TargetTrackingConfiguration
  );
  assertEquals(cpu.TargetValue, 20);
  assertEquals(
    cpu.PredefinedMetricSpecification.PredefinedMetricType,
    "ASGAverageCPUUtilization",
  );
  const { Metrics } = backlog.CustomizedMetricSpecification;
  assertEquals(
    Metrics.filter(({ ReturnData }: Resource) => ReturnData)
      .map(({ Expression }: Resource) => Expression),
    ["IF(machines > 0, waiting / machines, waiting)"],
  );
  assertEquals(
    Metrics.flatMap(({ MetricStat }: Resource) =>
      MetricStat ? [MetricStat.Metric.MetricName] : []
    ),
    ["GroupInServiceInstances", "ApproximateNumberOfMessagesVisible"],
  );
  const collected = group.EnabledMetrics.map(({ Metric }: Resource) => Metric);
  assert(collected.includes("GroupInServiceInstances"));
}

export function assertWatched(account: Account) {
  const topic = only(account, "topics").TopicArn;
  assertEquals(
    account["alarms"]?.map(({ AlarmName }) => AlarmName).toSorted(),
    [
      "talo-5xx-balancer",
      "talo-5xx-bots",
      "talo-dead-letters-identify",
      "talo-dead-letters-results",
      "talo-dead-letters-updates",
      "talo-oldest-message-identify",
      "talo-oldest-message-results",
      "talo-oldest-message-updates",
      "talo-unhealthy-bots",
    ],
  );
  const queues = (account["queues"] ?? []).map((url) => url.split("/").at(-1));
  for (const { AlarmActions, Dimensions } of account["alarms"] ?? []) {
    assertEquals(AlarmActions, [topic]);
    for (const { Name, Value } of Dimensions) {
      assert(Name !== "QueueName" || queues.includes(Value), Value);
      assert(Name !== "LoadBalancer" || /^app\/talo-alb\//.test(Value), Value);
    }
  }
  assertEquals(
    account["subscriptions"]?.map(({ Endpoint }) => Endpoint),
    ["operator@example.com"],
  );
  const { widgets } = JSON.parse(
    only(account, "dashboardBodies").DashboardBody,
  );
  const lines = JSON.stringify(widgets);
  for (
    const metric of [
      "ApproximateNumberOfMessagesVisible",
      "ApproximateAgeOfOldestMessage",
      "GroupInServiceInstances",
      "CPUUtilization",
      "RequestCount",
      "TargetResponseTime",
      "HTTPCode_ELB_5XX_Count",
      "talo-sqs-results-dead-letters",
    ]
  ) assertStringIncludes(lines, metric);
}

/** Everything that can have tags has the project's. */
export function assertTagged(account: Account) {
  for (
    const kind of [
      "vpcs",
      "subnets",
      "gateways",
      "routeTables",
      "securityGroups",
      "instances",
      "keyPairs",
      "launchTemplates",
      "secrets",
    ]
  ) {
    for (const resource of account[kind] ?? []) {
      assertEquals(
        [tag(resource, "PROJECT"), tag(resource, "ENV")],
        ["polybot", "prod"],
        kind,
      );
    }
  }
}
