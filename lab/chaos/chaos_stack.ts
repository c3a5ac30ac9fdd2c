/**
 * The local stack with a fault proxy between each service and AWS, and a
 * recorder between each bot and the chat page.
 *
 * @module
 */
import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { setTimeout as pause } from "node:timers/promises";
import { locateQueue } from "../../shared/aws/queue/queue_location.ts";
import { accessAws } from "../aws/aws_scene.ts";
import { startStack } from "../aws/local/stack.ts";
import {
  type FaultProxy,
  startFaultProxy,
} from "../aws/network/fault_proxy.ts";
import { type Faults, noFates } from "../aws/network/faults.ts";
import { deriveSeed, drawFor } from "../random.ts";
import { describeLetter, type Kill } from "./account.ts";
import { type Delivery, startTelegramRecorder } from "./telegram_recorder.ts";

/** Milliseconds a silent connection stays open: longer than any client of the services waits. */
const SILENCE = 30_000;

/** Matches the stack's sentence about a process that SIGKILL ended. */
const KILLED = /ended with 137/;

export interface ChaosOptions {
  readonly seed: number;
  /** Number of jobs of other producers. */
  readonly jobs: number;
  /** Number of updates that the user's messages make. */
  readonly updates: number;
  /** Average seconds between two kills. */
  readonly killEvery: number;
  readonly faults: Faults;
  /** The folder of the logs. */
  readonly directory: string;
  /** Receives a progress report now and then. */
  readonly report: (sentence: string) => void;
}

/** Plans an endless series of kills: seconds since the kill before, on average `interval`, and the victim's index. */
export function* planKills(
  seed: number,
  services: number,
  interval: number,
): Generator<readonly [after: number, victim: number], never> {
  const draw = drawFor(seed, "kills");
  while (true) {
    const after = interval * (0.5 + draw.number());
    yield [after, draw.between(0, services - 1)];
  }
}

/** Starts two bots and two workers, which are restarted when they die. Calls are not disturbed yet. */
export async function startChaosStack(
  { seed, faults, killEvery, directory, report }: ChaosOptions,
  onDelivery: (delivery: Delivery) => void,
) {
  await using opened = new AsyncDisposableStack();
  const fates = noFates();
  const proxies: FaultProxy[] = [];
  const { chatPage, bots, workers, env } = opened.use(
    await startStack({
      directory,
      env: { YOLO5_THREADS: "1" },
      restart: true,
      detached: true,
      awsThrough(endpoint, service) {
        const proxy = opened.use(startFaultProxy(endpoint, {
          seed: deriveSeed(seed, `faults of ${service}`),
          faults,
          silence: SILENCE,
          counts: fates,
        }));
        // a service whose first calls are disturbed may refuse to start
        proxy.calm();
        proxies.push(proxy);
        return proxy.address;
      },
      telegramThrough: (address, service) =>
        opened.use(startTelegramRecorder(address, service, onDelivery)).address,
      // kills are counted; any other end is reported
      say: (sentence) => KILLED.test(sentence) || report(sentence),
    }),
  );
  const access = opened.use(accessAws(env));
  /** AWS without faults. */
  const backend = await access.open();

  const parts = opened.move();
  return {
    chatPage,
    backend,
    /** Calls that met each fate so far. */
    fates,
    /** Kills services and disturbs calls until `signal` aborts. A victim that is down is killed once it is ready again. */
    async disturb(signal: AbortSignal, onKill: (kill: Kill) => void) {
      const services = [...bots, ...workers];
      proxies.forEach((proxy) => proxy.disturb());
      const plan = planKills(seed, services.length, killEvery);
      for (const [after, victim] of plan) {
        await pause(after * 1000, undefined, { signal }).catch(() => {});
        const service = services[victim];
        while (!signal.aborted && !service?.isReady) await pause(50);
        if (signal.aborted || !service) break;
        service.kill("SIGKILL");
        onKill({ service: service.name, at: Date.now() });
      }
      proxies.forEach((proxy) => proxy.calm());
    },
    /** Receives and deletes everything on the dead-letter queues. */
    async takeDeadLetters(): Promise<string[]> {
      const { sqs } = access.clients;
      const letters: string[] = [];
      for (const key of ["updates", "identify", "results"] as const) {
        const { name } = backend[key];
        const { deadLettersUrl: QueueUrl } = await locateQueue(sqs, name);
        const receive = () =>
          sqs.send(
            new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
          );
        // a FIFO group's next ones are received once the ones before are deleted
        for (let got = await receive(); got.Messages; got = await receive()) {
          for (const { Body = "", ReceiptHandle } of got.Messages) {
            letters.push(describeLetter(name, Body));
            await sqs.send(
              new DeleteMessageCommand({ QueueUrl, ReceiptHandle }),
            );
          }
        }
      }
      return letters;
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
