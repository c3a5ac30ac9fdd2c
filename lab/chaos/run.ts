/**
 * One run of chaos, from the start of the stack to the account.
 *
 * @module
 */
import { colourAt, pixelsOf } from "../pictures/plain_pictures.ts";
import { openPerson, type Person } from "../telegram/person.ts";
import { account, emptyLedger, type Ledger, unanswered } from "./account.ts";
import { groupAnswers, meets } from "./answers.ts";
import { type ChaosOptions, startChaosStack } from "./chaos_stack.ts";
import { planJobs } from "./jobs.ts";
import { planMessages, textMessage } from "./messages.ts";
import {
  sendAll,
  sendMessage,
  storeSamples,
  waitForPending,
} from "./traffic.ts";

/** Milliseconds between two progress reports. */
const REPORT_INTERVAL = 5_000;

/** Sends, kills and disturbs; then waits without faults until everything is done, and draws up the account. */
export async function runChaos(options: ChaosOptions) {
  const { seed, report } = options;
  const start = performance.now();
  const elapsed = () => Math.round((performance.now() - start) / 1000);
  const messages = planMessages(seed, options.updates);
  const jobs = planJobs(seed, options.jobs, messages);
  await using chaos = await startChaosStack(
    options,
    (delivery) => ledger.deliveries.push(delivery),
  );
  const { backend, fates } = chaos;
  await storeSamples(backend);
  const person = openPerson(chaos.chatPage.address);
  const ledger: Ledger = { ...emptyLedger(), events: person.events };
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
    await sendAll(backend, person, messages, jobs, ledger);
    calm.abort();
    await disturbing;
    const chaosSeconds = elapsed();
    report(`${chaosSeconds} s: everything is sent; no more kills and faults`);
    // answered after everything that the chat page still has to deliver
    await sendMessage(person, textMessage("the end of chaos"), ledger);
    const left = Object.entries(await waitForPending(backend, ledger, 1))
      .flatMap(([name, count]) => count > 0 ? `${count} on ${name}` : []);
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

/** Counts and findings of a run. Findings are descriptions by the headings of the report. */
export type ChaosResult = Awaited<ReturnType<typeof runChaos>>;

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
