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
import { locateQueue } from "../../shared/aws/queue/queue_location.ts";
import type { Backend } from "../../shared/backend.ts";
import { accessAws } from "../aws/aws_scene.ts";
import { type Stack, startStack } from "../aws/local/stack.ts";
import {
  type FaultProxy,
  startFaultProxy,
} from "../aws/network/fault_proxy.ts";
import { type Fate, noFates } from "../aws/network/faults.ts";
import { deriveSeed } from "../random.ts";
import type { Letter } from "./account.ts";
import type { ChaosOptions } from "./options.ts";
import { type Delivery, startTelegramRecorder } from "./telegram_recorder.ts";

export interface ChaosStack extends AsyncDisposable {
  readonly stack: Stack;
  /** AWS without faults. */
  readonly backend: Backend;
  /** How many calls met which fate so far. */
  readonly fates: Readonly<Record<Fate, number>>;
  /** Stops disturbing calls. */
  calm(): void;
  /** Receives and deletes everything on the dead-letter queues. */
  takeDeadLetters(): Promise<Letter[]>;
}

/** Milliseconds a silent connection stays open: longer than any client of the services waits. */
const SILENCE = 30_000;

/** Matches the stack's sentence about a process that SIGKILL ended. */
const KILLED = /ended with 137/;

/** Starts two bots and two workers, which are restarted when they die. */
export async function startChaosStack(
  { seed, faults, directory, report }: ChaosOptions,
  onDelivery: (delivery: Delivery) => void,
): Promise<ChaosStack> {
  await using opened = new AsyncDisposableStack();
  const fates = noFates();
  const proxies: FaultProxy[] = [];
  const stack = opened.use(
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
  const access = opened.use(accessAws(stack.env));
  const backend = await access.open();
  proxies.forEach((proxy) => proxy.disturb());

  const parts = opened.move();
  return {
    stack,
    backend,
    fates,
    calm: () => proxies.forEach((proxy) => proxy.calm()),
    async takeDeadLetters() {
      const { updates, identify, results } = backend;
      const { sqs } = access.clients;
      const letters: Letter[] = [];
      for (const { name: queue } of [updates, identify, results]) {
        const { deadLettersUrl: QueueUrl } = await locateQueue(sqs, queue);
        const receive = () =>
          sqs.send(
            new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
          );
        // a FIFO group's next ones are received once the ones before are deleted
        for (let got = await receive(); got.Messages; got = await receive()) {
          for (const { Body: body = "", ReceiptHandle } of got.Messages) {
            letters.push({ queue, body });
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
