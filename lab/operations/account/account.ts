/**
 * All that is in an account, as AWS tells it: to see that a provisioning
 * repairs what was changed, and that a teardown leaves nothing.
 *
 * @module
 */
import { askAws, type Call, expectAws } from "../aws_calls.ts";
import { detailsOf } from "./account_details.ts";

// deno-lint-ignore no-explicit-any
export type Resource = any;
export type Account = Readonly<Record<string, readonly Resource[]>>;

interface Kind {
  readonly call: Call;
  /** The resources in the answer, but for those that every account has. */
  readonly find: (answer: Resource) => Resource[];
}

const kind = (
  [service, operation, parameters]: Call,
  find: Kind["find"],
): Kind => ({ call: [service, operation, parameters ?? {}], find });
const isLive = ({ State }: Resource) => State.Name !== "terminated";
const isOurs = ({ VpcId, IsDefault, DefaultForAz }: Resource) =>
  VpcId && !IsDefault && !DefaultForAz;

const KINDS: Readonly<Record<string, Kind>> = {
  vpcs: kind(["ec2", "describe_vpcs"], ({ Vpcs }) => Vpcs.filter(isOurs)),
  subnets: kind(
    ["ec2", "describe_subnets"],
    ({ Subnets }) => Subnets.filter(isOurs),
  ),
  gateways: kind(
    ["ec2", "describe_internet_gateways"],
    ({ InternetGateways }) => InternetGateways,
  ),
  routeTables: kind(
    ["ec2", "describe_route_tables"],
    ({ RouteTables }) =>
      RouteTables.filter(({ Associations }: Resource) =>
        !Associations.some(({ Main }: Resource) => Main)
      ),
  ),
  securityGroups: kind(
    ["ec2", "describe_security_groups"],
    ({ SecurityGroups }) =>
      SecurityGroups.filter(({ GroupName }: Resource) =>
        GroupName !== "default"
      ),
  ),
  instances: kind(
    ["ec2", "describe_instances"],
    ({ Reservations }) =>
      Reservations.flatMap(({ Instances }: Resource) => Instances)
        .filter(isLive),
  ),
  volumes: kind(["ec2", "describe_volumes"], ({ Volumes }) => Volumes),
  interfaces: kind(
    ["ec2", "describe_network_interfaces"],
    ({ NetworkInterfaces }) => NetworkInterfaces,
  ),
  addresses: kind(["ec2", "describe_addresses"], ({ Addresses }) => Addresses),
  keyPairs: kind(["ec2", "describe_key_pairs"], ({ KeyPairs }) => KeyPairs),
  launchTemplates: kind(
    ["ec2", "describe_launch_templates"],
    ({ LaunchTemplates }) => LaunchTemplates,
  ),
  balancers: kind(
    ["elbv2", "describe_load_balancers"],
    ({ LoadBalancers }) => LoadBalancers,
  ),
  targetGroups: kind(
    ["elbv2", "describe_target_groups"],
    ({ TargetGroups }) => TargetGroups,
  ),
  groups: kind(
    ["autoscaling", "describe_auto_scaling_groups"],
    ({ AutoScalingGroups }) => AutoScalingGroups,
  ),
  scalingPolicies: kind(
    ["autoscaling", "describe_policies"],
    ({ ScalingPolicies }) => ScalingPolicies,
  ),
  alarms: kind(
    ["cloudwatch", "describe_alarms"],
    ({ MetricAlarms }) => MetricAlarms,
  ),
  dashboards: kind(
    ["cloudwatch", "list_dashboards"],
    ({ DashboardEntries = [] }) => DashboardEntries,
  ),
  topics: kind(["sns", "list_topics"], ({ Topics }) => Topics),
  subscriptions: kind(
    ["sns", "list_subscriptions"],
    ({ Subscriptions }) => Subscriptions,
  ),
  queues: kind(["sqs", "list_queues"], ({ QueueUrls = [] }) => QueueUrls),
  tables: kind(["dynamodb", "list_tables"], ({ TableNames }) => TableNames),
  buckets: kind(["s3", "list_buckets"], ({ Buckets }) => Buckets),
  // those that are to be deleted are not in it
  secrets: kind(
    ["secretsmanager", "list_secrets"],
    ({ SecretList }) => SecretList,
  ),
  roles: kind(
    ["iam", "list_roles"],
    ({ Roles }) =>
      Roles.filter(({ Path }: Resource) =>
        !Path.startsWith("/aws-service-role/")
      ),
  ),
  profiles: kind(
    ["iam", "list_instance_profiles"],
    ({ InstanceProfiles }) => InstanceProfiles,
  ),
  policies: kind(
    ["iam", "list_policies", { Scope: "Local" }],
    ({ Policies }) => Policies,
  ),
  identityProviders: kind(
    ["iam", "list_open_id_connect_providers"],
    ({ OpenIDConnectProviderList }) => OpenIDConnectProviderList,
  ),
  certificates: kind(
    ["acm", "list_certificates"],
    ({ CertificateSummaryList }) => CertificateSummaryList,
  ),
  zones: kind(
    ["route53", "list_hosted_zones"],
    ({ HostedZones }) => HostedZones,
  ),
};

/** Lists what is there, of every kind that a provisioning makes. */
export async function listAccount(
  env: Readonly<Record<string, string>>,
): Promise<Account> {
  const kinds = Object.entries(KINDS);
  const answers = await expectAws(env, kinds.map(([, { call }]) => call));
  return Object.fromEntries(
    kinds.map(([name, { find }], index) => [name, find(answers[index])]),
  );
}

/** Lists what is there, each with what can be asked about it; without what changes by itself, and in one order. */
export async function readAccount(
  env: Readonly<Record<string, string>>,
): Promise<Account> {
  const account = await listAccount(env);
  const details = detailsOf(account);
  // that something is not set is an answer as well
  const answers = await askAws(env, details.map(({ call }) => call));
  const told: Record<string, Resource[]> = {};
  details.forEach(({ name }, index) => {
    const { result, code } = answers[index] ?? {};
    (told[name] ??= []).push(result ?? { code });
  });
  return inOrder({ ...account, ...told });
}

/** When something happened, and what an answer says of itself. */
const VOLATILE = /Time|Date|Timestamp|^Last|ResponseMetadata|^LastUsed/;

function inOrder(value: Resource): Resource {
  if (Array.isArray(value)) {
    return value.map(inOrder).toSorted((a, b) =>
      JSON.stringify(a) < JSON.stringify(b) ? -1 : 1
    );
  }
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !VOLATILE.test(key))
      .map(([key, value]) => [key, inOrder(value)]),
  );
}
