/**
 * Lists everything in an account, as AWS describes it. Tests compare these lists
 * to check that provisioning repairs changes and that a teardown leaves nothing.
 *
 * @module
 */
import jmespath from "jmespath";
import { type AwsEnv, callAws, parseCalls, tryAws } from "../aws_calls.ts";

// deno-lint-ignore no-explicit-any
export type Resource = any;
/** Resources by their kind. */
export type Account = Readonly<Record<string, readonly Resource[]>>;

/** Kinds of resources: the call that lists them, and a JMESPath that leaves out AWS's own. */
const KINDS = rowsOf(`
  vpcs: ec2 describe_vpcs → Vpcs[?!IsDefault]
  subnets: ec2 describe_subnets → Subnets[?!DefaultForAz]
  gateways: ec2 describe_internet_gateways → InternetGateways
  routeTables: ec2 describe_route_tables → RouteTables[?!(Associations[?Main])]
  securityGroups: ec2 describe_security_groups → SecurityGroups[?GroupName!='default']
  instances: ec2 describe_instances → Reservations[].Instances[] | [?State.Name!='terminated']
  volumes: ec2 describe_volumes → Volumes
  interfaces: ec2 describe_network_interfaces → NetworkInterfaces
  addresses: ec2 describe_addresses → Addresses
  keyPairs: ec2 describe_key_pairs → KeyPairs
  launchTemplates: ec2 describe_launch_templates → LaunchTemplates
  balancers: elbv2 describe_load_balancers → LoadBalancers
  targetGroups: elbv2 describe_target_groups → TargetGroups
  groups: autoscaling describe_auto_scaling_groups → AutoScalingGroups
  scalingPolicies: autoscaling describe_policies → ScalingPolicies
  alarms: cloudwatch describe_alarms → MetricAlarms
  dashboards: cloudwatch list_dashboards → DashboardEntries
  topics: sns list_topics → Topics
  subscriptions: sns list_subscriptions → Subscriptions
  queues: sqs list_queues → QueueUrls
  tables: dynamodb list_tables → TableNames
  buckets: s3 list_buckets → Buckets
  secrets: secretsmanager list_secrets → SecretList
  roles: iam list_roles → Roles[?!starts_with(Path, '/aws-service-role/')]
  profiles: iam list_instance_profiles → InstanceProfiles
  policies: iam list_policies Scope=Local → Policies
  identityProviders: iam list_open_id_connect_providers → OpenIDConnectProviderList
  certificates: acm list_certificates → CertificateSummaryList
  zones: route53 list_hosted_zones → HostedZones`);

/** Further calls for each resource of a kind, with the JMESPath of their parameters. */
const DETAILS = rowsOf(`
  templateVersions: launchTemplates ec2 describe_launch_template_versions → {LaunchTemplateId: LaunchTemplateId}
  balancerAttributes: balancers elbv2 describe_load_balancer_attributes → {LoadBalancerArn: LoadBalancerArn}
  listeners: balancers elbv2 describe_listeners → {LoadBalancerArn: LoadBalancerArn}
  targetGroupAttributes: targetGroups elbv2 describe_target_group_attributes → {TargetGroupArn: TargetGroupArn}
  targets: targetGroups elbv2 describe_target_health → {TargetGroupArn: TargetGroupArn}
  dashboardBodies: dashboards cloudwatch get_dashboard → {DashboardName: DashboardName}
  queueAttributes: queues sqs get_queue_attributes → {QueueUrl: @, AttributeNames: ['All']}
  tableSettings: tables dynamodb describe_table → {TableName: @}
  expiries: tables dynamodb describe_time_to_live → {TableName: @}
  recoveries: tables dynamodb describe_continuous_backups → {TableName: @}
  blocks: buckets s3 get_public_access_block → {Bucket: Name}
  bucketPolicies: buckets s3 get_bucket_policy → {Bucket: Name}
  encryptions: buckets s3 get_bucket_encryption → {Bucket: Name}
  lifecycles: buckets s3 get_bucket_lifecycle_configuration → {Bucket: Name}
  secretValues: secrets secretsmanager get_secret_value → {SecretId: Name}
  records: zones route53 list_resource_record_sets → {HostedZoneId: Id}
  rolePolicies: roles iam get_role_policy → {RoleName: RoleName, PolicyName: RoleName}`);

/** Splits a table's rows into the columns before and after `:` and `→`. */
function rowsOf(table: string) {
  return [...table.matchAll(/^ *(\w+): (.+) → (.+)$/gm)]
    .map(([, name = "", call = "", query = ""]) => ({ name, call, query }));
}

/** Lists the resources of every kind that provisioning creates. */
export async function listAccount(env: AwsEnv): Promise<Account> {
  const calls = KINDS.flatMap(({ call }) => parseCalls(call));
  const answers = await callAws(env, calls);
  return Object.fromEntries(
    KINDS.map(({ name, query }, index) => [
      name,
      jmespath.search(answers[index], query) ?? [],
    ]),
  );
}

/** Lists the resources with their details, in a fixed order and without values that differ in each answer. */
export async function readAccount(env: AwsEnv): Promise<Account> {
  const account = await listAccount(env);
  const requests = DETAILS.flatMap(({ name, call, query }) => {
    const [kind = "", service = "", operation = ""] = call.split(" ");
    return (account[kind] ?? []).map((resource) => ({
      name,
      call: [service, operation, jmespath.search(resource, query)] as const,
    }));
  });
  const replies = await tryAws(env, requests.map(({ call }) => call));
  const details: Record<string, Resource[]> = {};
  requests.forEach(({ name }, index) => {
    const { result, code } = replies[index] ?? {};
    // an error means that nothing is set, which is compared too
    (details[name] ??= []).push(result ?? { code });
  });
  return sortAndStrip({ ...account, ...details });
}

/** Keys of times and of an answer's metadata. */
const VOLATILE =
  /(?<!PointIn)Time(?!out)|Date|Timestamp|^Last|ResponseMetadata/;

function sortAndStrip(value: Resource): Resource {
  if (Array.isArray(value)) {
    return value.map(sortAndStrip).toSorted((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
    );
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !VOLATILE.test(key))
      .map(([key, value]) => [key, sortAndStrip(value)]),
  );
}
