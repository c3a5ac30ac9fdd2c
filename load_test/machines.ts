/**
 * How many machines an Auto Scaling group has.
 *
 * @module
 */
import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";

/** The group at one time. */
export interface MachineCount {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Machines that are in service. */
  readonly inService: number;
  /** How many there are to be. */
  readonly desired: number;
}

/** The group cannot be counted. The message is a sentence. */
export class MachinesError extends Error {
  override name = "MachinesError";
}

export interface MachineWatch {
  /** What was counted so far. */
  readonly counts: readonly MachineCount[];
  stop(): void;
}

/** How often they are counted, in milliseconds. */
const INTERVAL = 5000;

/**
 * Counts a group's machines now and then again and again. A count that fails
 * is left out.
 *
 * @param region `undefined`: the one that the SDK finds
 * @throws {MachinesError} when they cannot be counted now
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
  const [found] = AutoScalingGroups;
  if (!found) {
    throw new MachinesError(
      `Cannot count the machines of '${group}' as there is no such Auto Scaling group here`,
    );
  }
  const { Instances = [], DesiredCapacity = 0 } = found;
  return {
    at: Date.now(),
    inService:
      Instances.filter(({ LifecycleState }) => LifecycleState === "InService")
        .length,
    desired: DesiredCapacity,
  };
}
