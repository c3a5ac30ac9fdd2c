/**
 * Counts the machines of an Auto Scaling group.
 *
 * @module
 */
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";

/** Number of machines at one time. */
export interface MachineCount {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Machines that are in service. */
  readonly inService: number;
  /** Desired capacity of the group. */
  readonly desired: number;
}

/** Thrown when the machines cannot be counted. The message is one sentence. */
export class MachinesError extends Error {
  override name = "MachinesError";
}

export interface MachineWatch {
  /** Counts so far, in the order of their time. */
  readonly counts: readonly MachineCount[];
  stop(): void;
}

/** Milliseconds between two counts. */
const INTERVAL = 5000;

/**
 * Counts the machines of a group immediately, and then at regular intervals.
 * Later counts that fail are skipped.
 *
 * @param region by default the region of the SDK's configuration
 * @throws {MachinesError} when the first count fails
 */
export async function watchMachines(
  group: string,
  region: string | undefined,
): Promise<MachineWatch> {
  const client = new AutoScalingClient(region === undefined ? {} : { region });
  const counts: MachineCount[] = [];
  try {
    counts.push(await countMachines(client, group));
  } catch (error) {
    client.destroy();
    throw error;
  }
  const timer = setInterval(() => {
    countMachines(client, group).then((count) => counts.push(count), () => {});
  }, INTERVAL);
  return {
    counts,
    stop() {
      clearInterval(timer);
      client.destroy();
    },
  };
}

async function countMachines(
  client: AutoScalingClient,
  group: string,
): Promise<MachineCount> {
  const command = new DescribeAutoScalingGroupsCommand({
    AutoScalingGroupNames: [group],
  });
  const { AutoScalingGroups = [] } = await client.send(command)
    .catch((cause) => {
      throw new MachinesError(
        `Cannot count the machines of '${group}': ${cause.message}`,
        { cause },
      );
    });
  const [first] = AutoScalingGroups;
  if (!first) {
    throw new MachinesError(
      `Cannot count the machines of '${group}' as there is no such Auto Scaling group here`,
    );
  }
  const { Instances = [], DesiredCapacity = 0 } = first;
  return {
    at: Date.now(),
    inService:
      Instances.filter(({ LifecycleState }) => LifecycleState === "InService")
        .length,
    desired: DesiredCapacity,
  };
}
