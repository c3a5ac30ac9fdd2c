/**
 * Assertions on yolo5's group, and on alarms, dashboard and tags in a
 * provisioned account.
 *
 * @module
 */
import { assert, assertStringIncludes } from "@std/assert";
import jmespath from "jmespath";
import type { Account } from "./account.ts";
import { assertFound } from "./assert_found.ts";

/** Bytes of user data that EC2 accepts. */
export const MAX_USER_DATA = 16 * 1024;

/** Asserts the settings of the launch template that moto does not apply to the group's machines. */
export function assertTemplate(account: Account) {
  const data =
    "templateVersions[0].LaunchTemplateVersions[0].LaunchTemplateData";
  assertFound(account, {
    "length(templateVersions)": 1,
    [`${data}.[InstanceType, KeyName]`]: ["t3.medium", "talo-key"],
    [`${data}.MetadataOptions.[HttpTokens, HttpPutResponseHopLimit]`]: [
      "required",
      1,
    ],
    [`contains(${data}.IamInstanceProfile.Arn, 'instance-profile/talo-yolo5-us-east-1')`]:
      true,
    [`${data}.BlockDeviceMappings[].Ebs.[Encrypted, DeleteOnTermination]`]: [
      [true, true],
    ],
  });
  const userData = atob(jmespath.search(account, `${data}.UserData`));
  assert(userData.startsWith("#!/bin/bash\n"));
  assertStringIncludes(userData, "SQS_QUEUE_IDENTIFY=talo-sqs-identify");
  assert(userData.length < MAX_USER_DATA);
}

/** Asserts that the group scales by CPU and by the backlog per machine. */
export function assertGroup(account: Account) {
  const [backlog, cpu] = [0, 1].map((index) =>
    `scalingPolicies[${index}].TargetTrackingConfiguration`
  );
  const metrics = `${backlog}.CustomizedMetricSpecification.Metrics`;
  assertFound(account, {
    "length(groups)": 1,
    "groups[0].[MinSize, MaxSize]": [1, 4],
    "groups[0].AvailabilityZones": ["us-east-1a", "us-east-1b"],
    "groups[0].Tags[].[Key, Value, PropagateAtLaunch]": [
      ["APP", "talo-yolo5", true],
      ["ENV", "prod", true],
      ["Name", "talo-yolo5", true],
      ["PROJECT", "polybot", true],
    ],
    [`${cpu}.TargetValue`]: 20,
    [`${cpu}.PredefinedMetricSpecification.PredefinedMetricType`]:
      "ASGAverageCPUUtilization",
    [`${metrics}[?ReturnData].Expression`]: [
      "IF(machines > 0, waiting / machines, waiting)",
    ],
    [`${metrics}[].MetricStat.Metric.MetricName`]: [
      "GroupInServiceInstances",
      "ApproximateNumberOfMessagesVisible",
    ],
    "groups[0].EnabledMetrics[?Metric=='GroupInServiceInstances'].Metric": [
      "GroupInServiceInstances",
    ],
  });
}

/** Asserts that alarms notify the operator, and that the dashboard shows the other metrics. */
export function assertWatched(account: Account) {
  assertFound(account, {
    "length(topics)": 1,
    "sort(alarms[].AlarmName)": [
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
    "subscriptions[].Endpoint": ["operator@example.com"],
    "length(dashboardBodies)": 1,
    "alarms[].Dimensions[] | [?Name=='LoadBalancer' && !starts_with(Value, 'app/talo-alb/')]":
      [],
  });
  const { topics: [topic] = [], queues = [] } = account;
  const alarmed = "alarms[].Dimensions[] | [?Name=='QueueName'].Value";
  for (const name of jmespath.search(account, alarmed)) {
    assert(queues.some((url) => url.endsWith(`/${name}`)), name);
  }
  for (const { AlarmName, AlarmActions } of account["alarms"] ?? []) {
    assert(String(AlarmActions) === topic.TopicArn, AlarmName);
  }
  const body = jmespath.search(account, "dashboardBodies[0].DashboardBody");
  const widgets = JSON.stringify(JSON.parse(body).widgets);
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
  ) assertStringIncludes(widgets, metric);
}

const TAGGED =
  "[vpcs, subnets, gateways, routeTables, securityGroups, instances, keyPairs, launchTemplates, secrets]";

/** Asserts that every taggable resource has the project's tags. */
export function assertTagged(account: Account) {
  for (const [key, value] of [["PROJECT", "polybot"], ["ENV", "prod"]]) {
    const others =
      `${TAGGED}[] | [?!(Tags[?Key=='${key}' && Value=='${value}'])]`;
    assertFound(account, { [others]: [] });
  }
}
