/**
 * One run of chaos, from the start of the stack to the account.
 *
 * @module
 */
import { openPerson } from "../telegram/person.ts";
import type { Fate } from "../aws/network/faults.ts";
import { ServiceError } from "../aws/local/service_life.ts";
import { account } from "./accounting.ts";
import { answersIn } from "./answers.ts";
import { expectAnswer } from "./expectations.ts";
import { planJobs } from "./jobs.ts";
import { wrongAlbums } from "./joined.ts";
import { killAsPlanned, planKills } from "./kills.ts";
import { type Ledger, openLedger } from "./ledger.ts";
import { planMessages } from "./messages.ts";
import { readPictures } from "./pictures.ts";
import { waitWhileItMoves } from "./progress.ts";
import { produce, storePictures } from "./producing.ts";
import type { ChaosOptions, ChaosResult } from "./result.ts";
import { recordsOf, settle } from "./settling.ts";
import { openChaosScene } from "./scene.ts";
import { talk } from "./talking.ts";

/** Milliseconds between two words on how it goes. */
const SAY_EVERY = 5_000;
/** Milliseconds for the first answer. */
const PATIENCE = 60_000;

/** Sends, kills, disturbs; then waits in calm until all is done, and counts. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, say } = options;
  const began = performance.now();
  const since = () => Math.round((performance.now() - began) / 1000);
  const messages = planMessages(seed, options.updates);
  const planned = planJobs(seed, options.jobs, messages);
  const ledger = openLedger();
  const pictures = await readPictures();

  await using scene = await openChaosScene({
    ...options,
    onSending: (sending) => ledger.sendings.push(sending),
  });
  const { stack, backend } = scene;
  await storePictures(backend, pictures);
  const person = openPerson(
    stack.chatPage.address,
    (event) => ledger.events.push(event),
  );
  const sayHowItGoes = () =>
    say(
      `${since()} s: sent ${ledger.jobs.length}/${options.jobs} jobs, ` +
        `${ledger.poison.length} poison, ` +
        `${conversation.sent}/${messages.length} messages; ` +
        `${ledger.open().length} unanswered; ${ledger.kills.length} kills, ` +
        `${disturbed(scene.fates())} calls disturbed`,
    );

  const conversation = talk(person, messages, pictures, ledger);
  const services = [...stack.bots, ...stack.workers];
  const peace = new AbortController();
  const telling = setInterval(sayHowItGoes, SAY_EVERY);
  try {
    const chat = { id: await chatOf(ledger), idOf: conversation.idOf };
    const killing = killAsPlanned(
      services,
      planKills(seed, services.length, options.killEvery),
      peace.signal,
      (kill) => ledger.kills.push(kill),
    );
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
    const settled = await settle(backend, ledger);
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
    await person.close();
  }
}

/** The chat, which the first answer tells. */
async function chatOf({ sendings }: Ledger): Promise<number> {
  await waitWhileItMoves(() => sendings.length > 0, () => "", PATIENCE);
  if (sendings[0]) return sendings[0].chatId;
  throw new ServiceError(
    `Cannot begin as the first message has no answer after ${
      PATIENCE / 1000
    } s: the logs of the bots may say why`,
  );
}

/** How many requests did not simply pass. */
const disturbed = ({ passed: _, ...faults }: Record<Fate, number>) =>
  Object.values(faults).reduce((a, b) => a + b, 0);

function countBy<T>(values: readonly T[], nameOf: (value: T) => string) {
  const groups = Map.groupBy(values, nameOf);
  return Object.fromEntries(
    [...groups].toSorted(([a], [b]) => a < b ? -1 : 1)
      .map(([name, { length }]) => [name, length]),
  );
}
