/**
 * What more can be asked about what is in an account.
 *
 * @module
 */
import type { Account, Resource } from "./account.ts";
import type { Call } from "../aws_calls.ts";

export interface Detail {
  /** What the answers are known by. */
  readonly name: string;
  readonly call: Call;
}

/** The calls to make, and what their answers are. */
export function detailsOf(account: Account): Detail[] {
  const ask = (
    name: string,
    service: string,
    operation: string,
    of: string,
    parameters: (resource: Resource) => Readonly<Record<string, unknown>>,
  ) =>
    (account[of] ?? []).map((resource): Detail => ({
      name,
      call: [service, operation, parameters(resource)],
    }));
  const ofBucket = ({ Name }: Resource) => ({ Bucket: Name });
  const ofTable = (TableName: Resource) => ({ TableName });
  const ofBalancer = ({ LoadBalancerArn }: Resource) => ({ LoadBalancerArn });
  const ofTargets = ({ TargetGroupArn }: Resource) => ({ TargetGroupArn });
  return [
    ...ask(
      "templateVersions",
      "ec2",
      "describe_launch_template_versions",
      "launchTemplates",
      ({ LaunchTemplateId }) => ({ LaunchTemplateId }),
    ),
    ...ask(
      "balancerAttributes",
      "elbv2",
      "describe_load_balancer_attributes",
      "balancers",
      ofBalancer,
    ),
    ...ask("listeners", "elbv2", "describe_listeners", "balancers", ofBalancer),
    ...ask(
      "targetGroupAttributes",
      "elbv2",
      "describe_target_group_attributes",
      "targetGroups",
      ofTargets,
    ),
    ...ask(
      "targets",
      "elbv2",
      "describe_target_health",
      "targetGroups",
      ofTargets,
    ),
    ...ask(
      "dashboardBodies",
      "cloudwatch",
      "get_dashboard",
      "dashboards",
      ({ DashboardName }) => ({ DashboardName }),
    ),
    ...ask(
      "queueAttributes",
      "sqs",
      "get_queue_attributes",
      "queues",
      (QueueUrl) => ({ QueueUrl, AttributeNames: ["All"] }),
    ),
    ...ask("tableSettings", "dynamodb", "describe_table", "tables", ofTable),
    ...ask(
      "expiries",
      "dynamodb",
      "describe_time_to_live",
      "tables",
      ofTable,
    ),
    ...ask(
      "recoveries",
      "dynamodb",
      "describe_continuous_backups",
      "tables",
      ofTable,
    ),
    ...ask("blocks", "s3", "get_public_access_block", "buckets", ofBucket),
    ...ask("bucketPolicies", "s3", "get_bucket_policy", "buckets", ofBucket),
    ...ask("encryptions", "s3", "get_bucket_encryption", "buckets", ofBucket),
    ...ask(
      "lifecycles",
      "s3",
      "get_bucket_lifecycle_configuration",
      "buckets",
      ofBucket,
    ),
    ...ask(
      "secretValues",
      "secretsmanager",
      "get_secret_value",
      "secrets",
      ({ Name }) => ({ SecretId: Name }),
    ),
    ...ask(
      "records",
      "route53",
      "list_resource_record_sets",
      "zones",
      ({ Id }) => ({ HostedZoneId: Id }),
    ),
    ...ask(
      "rolePolicies",
      "iam",
      "get_role_policy",
      "roles",
      ({ RoleName }) => ({ RoleName, PolicyName: RoleName }),
    ),
  ];
}
