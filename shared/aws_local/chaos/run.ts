/**
 * One run of chaos, from the start of the stack to the account.
 *
 * @module
 */
import { openPerson } from "../../testing/person.ts";
import type { Fate, Faults } from "../faults.ts";
import { type Account, account } from "./accounting.ts";
import { answersIn } from "./answers.ts";
import { expectAnswer } from "./expectations.ts";
import { planJobs } from "./jobs.ts";
import { wrongAlbums } from "./joined.ts";
import { killAsPlanned, planKills } from "./kills.ts";
import { openLedger } from "./ledger.ts";
import { planMessages } from "./messages.ts";
import { readPictures } from "./pictures.ts";
import { produce, storePictures } from "./producing.ts";
import { recordsOf, settle } from "./settling.ts";
import { openChaosScene } from "./scene.ts";
import { talk } from "./talking.ts";

export interface ChaosOptions {
  readonly seed: number;
  /** How many jobs other producers send. */
  readonly jobs: number;
  /** How many updates a person's messages make, at least. */
  readonly updates: number;
  /** Seconds between two kills, in the mean. */
  readonly killEvery: number;
  readonly faults: Faults;
  /** The folder of the logs. */
  readonly directory: string;
  /** Is told now and then how it goes. */
  readonly say: (sentence: string) => void;
}

export interface ChaosResult {
  readonly account: Account;
  /** Albums whose joined picture is wrong, a sentence each. */
  readonly wrongAlbums: readonly string[];
  /** How many of each kind were sent. */
  readonly sent: Readonly<Record<string, number>>;
  /** How often each service was killed. */
  readonly kills: Readonly<Record<string, number>>;
  /** How many requests to AWS met which fate. */
  readonly fates: Readonly<Record<Fate, number>>;
  readonly deadLetters: number;
  /** Whether all queues were empty at the end. */
  readonly settled: boolean;
  /** Seconds with kills and faults, and in all. */
  readonly seconds: { readonly chaos: number; readonly all: number };
}

/** Milliseconds between two words on how it goes. */
const SAY_EVERY = 5_000;

/** Sends, kills, disturbs; then waits in calm until all is done, and counts. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, say } = options;
  const began = performance.now();
  const since = () => Math.round((performance.now() - began) / 1000);
  const messages = planMessages(seed, options.updates);
  const planned = planJobs(seed, options.jobs, messages);
  const ledger = openLedger();
  const chatId = Promise.withResolvers<number>();
  const pictures = await readPictures();

  await using scene = await openChaosScene({
    ...options,
    onSending(sending) {
      ledger.sendings.push(sending);
      chatId.resolve(sending.chatId);
    },
  });
  const { stack, backend } = scene;
  await storePictures(backend, pictures);
  const person = openPerson(
    stack.chatPage.address,
    (event) => ledger.events.push(event),
  );
  const sayHowItGoes = () => {
    const { passed, ...faults } = scene.fates();
    const disturbed = Object.values(faults).reduce((a, b) => a + b, 0);
    say(
      `${since()} s: sent ${ledger.jobs.length}/${options.jobs} jobs, ` +
        `${ledger.poison.length} poison, ${conversation.sent}/${messages.length} messages; ` +
        `${ledger.open().length} unanswered; ${ledger.kills.length} kills, ` +
        `${disturbed} of ${disturbed + passed} calls disturbed`,
    );
  };

  const peace = new AbortController();
  const services = [...stack.bots, ...stack.workers];
  const killing = killAsPlanned(
    services,
    planKills(seed, services.length, options.killEvery),
    peace.signal,
    (kill) => ledger.kills.push(kill),
  );
  const conversation = talk(person, messages, pictures, ledger);
  const telling = setInterval(sayHowItGoes, SAY_EVERY);
  try {
    const chat = { id: chatId.promise, idOf: conversation.idOf };
    await Promise.all([
      conversation.over,
      produce(backend, planned, chat, ledger),
    ]);
    peace.abort();
    await killing;
    scene.calm();
    const chaos = since();
    say(`${chaos} s: all is sent; no kills and no faults from now on`);
    // behind everything that the chat page still has to deliver
    const last = { kind: "text", text: "the end of chaos" } as const;
    const [id = 0] = await person.send({ text: last.text });
    ledger.expectations.push(expectAnswer(last, id));
    const settled = await settle(backend, ledger, say);
    sayHowItGoes();

    const answers = answersIn(ledger.events, ledger.sendings);
    const deadLetters = await scene.takeDeadLetters();
    const records = await recordsOf(backend, ledger.jobs);
    return {
      account: account({ ...ledger, answers, records, deadLetters }),
      wrongAlbums: await wrongAlbums(person, messages, conversation, answers),
      sent: {
        jobs: ledger.jobs.length,
        poison: ledger.poison.length,
        ...countBy(messages, ({ kind }) => kind),
      },
      kills: countBy(ledger.kills, ({ service }) => service),
      fates: scene.fates(),
      deadLetters: deadLetters.length,
      settled,
      seconds: { chaos, all: since() },
    };
  } finally {
    peace.abort();
    clearInterval(telling);
    await person.leave();
  }
}

function countBy<T>(values: readonly T[], nameOf: (value: T) => string) {
  const groups = Map.groupBy(values, nameOf);
  return Object.fromEntries(
    [...groups].toSorted(([a], [b]) => a < b ? -1 : 1)
      .map(([name, { length }]) => [name, length]),
  );
}
