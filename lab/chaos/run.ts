/**
 * One run of chaos, from the start of the stack to the account.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import { colourAt, pixelsOf } from "../pictures/plain_pictures.ts";
import { openPerson, type Person } from "../telegram/person.ts";
import { waitWhileChanging } from "../until.ts";
import { account, emptyLedger, type Ledger, unanswered } from "./account.ts";
import { groupAnswers, meets } from "./answers.ts";
import { type ChaosOptions, startChaosStack } from "./chaos_stack.ts";
import { planJobs } from "./jobs.ts";
import { planMessages, textMessage } from "./messages.ts";
import {
  sendJobs,
  sendMessage,
  startConversation,
  storeSamples,
} from "./traffic.ts";

/** Milliseconds between two progress reports. */
const REPORT_INTERVAL = 5_000;
/** Milliseconds without any change after which a message counts as lost: longer than the longest visibility timeout. */
const SETTLING_PATIENCE = 90_000;

/** Sends, kills and disturbs; then waits without faults until everything is done, and draws up the account. */
export async function runChaos(options: ChaosOptions) {
  const { seed, report } = options;
  const start = performance.now();
  const elapsed = () => Math.round((performance.now() - start) / 1000);
  const messages = planMessages(seed, options.updates);
  const jobs = planJobs(seed, options.jobs, messages);
  const ledger = emptyLedger();

  await using chaos = await startChaosStack(
    options,
    (delivery) => ledger.deliveries.push(delivery),
  );
  const { backend, fates } = chaos;
  await storeSamples(backend);
  const person = openPerson(
    chaos.chatPage.address,
    (event) => ledger.events.push(event),
  );
  const reportProgress = () => {
    const { sent: { length }, kills } = ledger;
    const calls = Object.values(fates).reduce((a, b) => a + b);
    report(
      `${elapsed()} s: sent ${length}/${messages.length + jobs.length + 2}, ` +
        `${unanswered(ledger).length} unanswered; ` +
        `${kills.length} kills, ${calls - fates.passed} calls disturbed`,
    );
  };

  const calm = new AbortController();
  const reporting = setInterval(reportProgress, REPORT_INTERVAL);
  try {
    await sendMessage(person, textMessage("the start of chaos"), ledger);
    await person.waitFor(({ from }) => from === "bot");
    const disturbing = chaos.disturb(
      calm.signal,
      (kill) => ledger.kills.push(kill),
    );
    const messageIds = startConversation(person, messages, ledger);
    await Promise.all([
      ...messageIds,
      sendJobs(backend, jobs, messageIds, ledger),
    ]);
    calm.abort();
    await disturbing;
    const chaosSeconds = elapsed();
    report(`${chaosSeconds} s: everything is sent; no more kills and faults`);
    // answered after everything that the chat page still has to deliver
    await sendMessage(person, textMessage("the end of chaos"), ledger);
    const left = await settle(backend, ledger);
    reportProgress();

    const records = await backend.predictions.getMany([...ledger.jobs.keys()]);
    const deadLetters = await chaos.takeDeadLetters();
    const { wrong, allowed } = account(ledger, records, deadLetters);
    return {
      plan: options,
      wrong: {
        ...wrong,
        "albums concatenated wrongly": await findWrongAlbums(person, ledger),
        "messages left on queues": left,
      },
      allowed,
      sent: count(ledger.sent),
      kills: count(ledger.kills.map(({ service }) => service)),
      fates,
      seconds: { chaos: chaosSeconds, total: elapsed() },
    };
  } finally {
    calm.abort();
    clearInterval(reporting);
    await person.close();
  }
}

/** What was sent, done and found. Findings are descriptions by the headings of the report. */
export type ChaosResult = Awaited<ReturnType<typeof runChaos>>;

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
  { events, expectations }: Ledger,
): Promise<string[]> {
  const wrong: string[] = [];
  const answers = groupAnswers(events);
  for (const expectation of expectations) {
    const { request, pixels } = expectation;
    if (!pixels) continue;
    for (const [event] of answers.filter((each) => meets(each, expectation))) {
      const file = await person.fetch(event?.photoUrl ?? "");
      const picture = await pixelsOf(file);
      const found = pixels.map(([x, y]) => colourAt(picture, x, y)).join();
      const colours = pixels.map(([, , colour]) => colour).join();
      if (found !== colours) wrong.push(`${request}: ${found}, not ${colours}`);
    }
  }
  return wrong;
}

/** Counts how often each name occurs. */
function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
