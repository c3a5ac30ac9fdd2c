/**
 * The whole stack with something between its services and all that they call:
 * faults on the way to AWS, a witness on the way to the chat page.
 *
 * @module
 */
import { z } from "zod";
import { openClients } from "../../shared/aws/clients.ts";
import { openAwsBackend } from "../../shared/aws/mod.ts";
import { AWS_SETTINGS } from "../../shared/aws/settings.ts";
import type { Backend } from "../../shared/backend.ts";
import { readSettings } from "../../shared/service/settings.ts";
import { silentLogger } from "../../shared/service/logging.ts";
import {
  type FaultProxy,
  startFaultProxy,
} from "../aws/network/fault_proxy.ts";
import type { Fate, Faults } from "../aws/network/faults.ts";
import { type Stack, startStack } from "../aws/local/stack.ts";
import type { Letter } from "./accounting.ts";
import { takeDeadLetters } from "./dead_letters.ts";
import { seedFor } from "./draw.ts";
import { type Sending, startTelegramWitness } from "./telegram_witness.ts";

export interface ChaosSceneOptions {
  readonly seed: number;
  readonly faults: Faults;
  /** The folder of the logs. */
  readonly directory: string;
  readonly say: (sentence: string) => void;
  readonly onSending: (sending: Sending) => void;
}

export interface ChaosScene extends AsyncDisposable {
  readonly stack: Stack;
  /** AWS, undisturbed. */
  readonly backend: Backend;
  /** How many requests met which fate so far. */
  fates(): Record<Fate, number>;
  /** Disturbs nothing any more. */
  calm(): void;
  takeDeadLetters(): Promise<Letter[]>;
}

/** Milliseconds that a silent connection stays open: longer than any client of the services waits. */
const SILENCE = 30_000;

/** A shell's code for a process that SIGKILL ended. */
const KILLED = /ended with 137/;

/** Starts two bots and two workers that are started again when they die. */
export async function openChaosScene(
  { seed, faults, directory, say, onSending }: ChaosSceneOptions,
): Promise<ChaosScene> {
  await using opened = new AsyncDisposableStack();
  const proxies: FaultProxy[] = [];
  const stack = opened.use(
    await startStack({
      directory,
      env: { YOLO5_THREADS: "1" },
      restart: true,
      detached: true,
      awsThrough(endpoint, service) {
        const proxy = startFaultProxy(endpoint, {
          seed: seedFor(seed, `faults of ${service}`),
          faults,
          silence: SILENCE,
        });
        // a service that is disturbed at its start may say so and end
        proxy.calm();
        proxies.push(opened.use(proxy));
        return proxy.address;
      },
      telegramThrough: (address, service) =>
        opened.use(startTelegramWitness(address, service, onSending)).address,
      // those that are killed are counted; others say why they ended
      say: (sentence) => KILLED.test(sentence) || say(sentence),
    }),
  );
  const { AWS_REGION: region = "", ...env } = stack.env;
  const credentials = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "",
  };
  const log = silentLogger;
  const backend = await openAwsBackend(
    readSettings(z.object(AWS_SETTINGS), stack.env),
    { log, queues: ["updates", "identify", "results"], credentials },
  );
  opened.defer(() => backend.close());
  const { endpoint } = stack.moto;
  const clients = openClients({ region, endpoint, credentials, log });
  opened.defer(() => clients.destroy());
  proxies.forEach((proxy) => proxy.disturb());

  const parts = opened.move();
  return {
    stack,
    backend,
    fates: () =>
      proxies.map((proxy) => proxy.counts()).reduce((a, b) => ({
        passed: a.passed + b.passed,
        brokenBefore: a.brokenBefore + b.brokenBefore,
        brokenAfter: a.brokenAfter + b.brokenAfter,
        silent: a.silent + b.silent,
        failed: a.failed + b.failed,
      })),
    calm: () => proxies.forEach((proxy) => proxy.calm()),
    takeDeadLetters: () =>
      takeDeadLetters(
        clients.sqs,
        [backend.updates, backend.identify, backend.results].map(({ name }) =>
          name
        ),
      ),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}
