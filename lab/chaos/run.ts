/**
 * One run of chaos, from the start of the stack to the account.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import { ProcessError } from "../processes/running_process.ts";
import { colourAt, pixelsOf } from "../pictures/plain_pictures.ts";
import { openPerson, type Person } from "../telegram/person.ts";
import { account, emptyLedger, type Ledger, unanswered } from "./account.ts";
import { groupAnswers, meets } from "./answers.ts";
import { startChaosStack } from "./chaos_stack.ts";
import { planJobs } from "./jobs.ts";
import { killServices, planKills } from "./kills.ts";
import { planMessages, type PlannedMessage } from "./messages.ts";
import type { ChaosOptions } from "./options.ts";
import { waitWhileChanging } from "../until.ts";
import { type ChaosResult, countDisturbed } from "./report.ts";
import {
  sendJobs,
  sendMessage,
  startConversation,
  storeSamples,
} from "./traffic.ts";

/** Milliseconds between two progress reports. */
const REPORT_INTERVAL = 5_000;
/** Milliseconds the first answer may take. */
const FIRST_ANSWER_TIME = 60_000;
/** Milliseconds without any change after which a message counts as lost: longer than the longest visibility timeout. */
const SETTLING_PATIENCE = 90_000;

/** Its answer comes after everything that the chat page still has to deliver. */
const LAST_MESSAGE: PlannedMessage = {
  kind: "text",
  text: "the end of chaos",
  photos: [],
  answer: { type: "text", includes: "the end of chaos" },
};

/** Sends, kills and disturbs; then waits without faults until everything is done, and draws up the account. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, report } = options;
  const start = performance.now();
  const elapsed = () => Math.round((performance.now() - start) / 1000);
  const messages = planMessages(seed, options.updates);
  const planned = planJobs(seed, options.jobs, messages);
  const ledger = emptyLedger();

  await using chaos = await startChaosStack(
    options,
    (delivery) => ledger.deliveries.push(delivery),
  );
  const { stack, backend } = chaos;
  await storeSamples(backend);
  const person = openPerson(
    stack.chatPage.address,
    (event) => ledger.events.push(event),
  );
  const reportProgress = () =>
    report(
      `${elapsed()} s: sent ${ledger.jobs.size}/${options.jobs} jobs, ` +
        `${ledger.poison.length} poison, ` +
        `${ledger.messages.length}/${messages.length} messages; ` +
        `${unanswered(ledger).length} unanswered; ` +
        `${ledger.kills.length} kills, ` +
        `${countDisturbed(chaos.fates)} calls disturbed`,
    );

  const calm = new AbortController();
  const reporting = setInterval(reportProgress, REPORT_INTERVAL);
  try {
    const messageIds = startConversation(person, messages, ledger);
    const chatId = await waitForChatId(ledger);
    const services = [...stack.bots, ...stack.workers];
    const killing = killServices(
      services,
      planKills(seed, services.length, options.killEvery),
      calm.signal,
      (kill) => ledger.kills.push(kill),
    );
    await Promise.all([
      ...messageIds,
      sendJobs(backend, planned, chatId, messageIds, ledger),
    ]);
    calm.abort();
    await killing;
    chaos.calm();
    const chaosSeconds = elapsed();
    report(`${chaosSeconds} s: everything is sent; no more kills and faults`);
    await sendMessage(person, LAST_MESSAGE, ledger);
    const left = await settle(backend, ledger);
    reportProgress();

    const deadLetters = await chaos.takeDeadLetters();
    const records = await backend.predictions.getMany([...ledger.jobs.keys()]);
    const { wrong, allowed } = account(ledger, { records, deadLetters });
    return {
      wrong: {
        ...wrong,
        "albums concatenated wrongly": await findWrongAlbums(person, ledger),
        "messages left on queues": left,
      },
      allowed,
      sent: {
        jobs: ledger.jobs.size,
        poison: ledger.poison.length,
        ...count(messages.map(({ kind }) => kind)),
      },
      kills: count(ledger.kills.map(({ service }) => service)),
      fates: chaos.fates,
      seconds: { chaos: chaosSeconds, total: elapsed() },
    };
  } finally {
    calm.abort();
    clearInterval(reporting);
    await person.close();
  }
}

/** Returns the chat's id, which is known once the first message is answered. */
async function waitForChatId({ deliveries }: Ledger): Promise<number> {
  const isAnswered = () => deliveries.length > 0;
  await waitWhileChanging(isAnswered, () => "", FIRST_ANSWER_TIME);
  if (deliveries[0]) return deliveries[0].chatId;
  throw new ProcessError(
    `Cannot start chaos: the first message has no answer after ${
      FIRST_ANSWER_TIME / 1000
    } s. The bots' logs may tell why`,
  );
}

/** Waits until the queues are empty and every request is answered. @return the queues that are not empty */
async function settle(
  { updates, identify, results }: Backend,
  ledger: Ledger,
): Promise<string[]> {
  let left: string[] = [];
  await waitWhileChanging(
    async () => {
      left = [];
      for (const queue of [updates, identify, results]) {
        const { visible, inFlight, delayed } = await queue.depth();
        const count = visible + inFlight + delayed;
        if (count > 0) left.push(`${count} on ${queue.name}`);
      }
      return left.length === 0 && unanswered(ledger).length === 0;
    },
    () => [left, unanswered(ledger).length],
    SETTLING_PATIENCE,
  );
  return left;
}

/** Checks the pixels of every concatenated album. @return descriptions of the wrong ones */
async function findWrongAlbums(
  person: Person,
  { events, deliveries, expectations }: Ledger,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const answer of groupAnswers(events, deliveries)) {
    const expected = expectations.find((each) => meets(answer, each));
    if (expected?.shape.type !== "pictures") continue;
    const { pixels = [] } = expected.shape;
    const file = await person.fetch(answer.events[0]?.photoUrl ?? "");
    const picture = await pixelsOf(file);
    const found = pixels.map(([x, y]) => colourAt(picture, x, y));
    const colours = pixels.map(([, , colour]) => colour);
    if (found.join() === colours.join()) continue;
    wrong.push(`${expected.request}: ${found} instead of ${colours}`);
  }
  return wrong;
}

/** Counts how often each name occurs. */
const count = (names: readonly string[]) =>
  Object.fromEntries(
    Array.from(
      Map.groupBy(names.toSorted(), (name) => name),
      ([name, { length }]) => [name, length],
    ),
  );
