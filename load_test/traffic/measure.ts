/**
 * Sends the messages of a load test, and measures when they are done.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import { type IdentifyJob, NO_CHAT_ID } from "../../shared/contracts.ts";
import type { MachineCount, MachineWatch } from "../machines.ts";
import { createJobTracker, type Job } from "./job_tracker.ts";
import { type Progress, recentRate } from "./progress.ts";
import { sendSteadily } from "./sender.ts";
import { type End, trackRecords } from "./track_records.ts";

export interface MeasureOptions {
  readonly backend: Pick<Backend, "identify" | "predictions">;
  /** Names of pictures, sent in turn. */
  readonly images: readonly string[];
  /** Messages per second. */
  readonly rate: number;
  /** Total number of messages. */
  readonly count: number;
  /** Seconds to wait for one more record once everything is sent. */
  readonly timeout: number;
  /** Seconds that the queue must be empty before jobs without a record count as failed. */
  readonly settle: number;
  readonly machines: MachineWatch | undefined;
  /** Ends the measurement early. */
  readonly signal: AbortSignal;
  /** Called about four times a second. */
  readonly onProgress: (progress: Progress) => void;
  /** Called with sentences that the operator should read immediately, each once. */
  readonly onNotice: (sentence: string) => void;
}

/** Raw results of a load test. */
export interface Measurements {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly end: End;
  readonly jobs: readonly Job[];
  /** Messages that could not be sent. */
  readonly notSent: number;
  /** Growth of the dead-letter queue. */
  readonly deadLetters: number;
  readonly machines: readonly MachineCount[];
  /** Object keys of the annotated pictures that the workers stored. */
  readonly annotated: readonly string[];
}

/** Milliseconds without any record after which the operator is advised to check that a worker is running. */
const NO_RECORD_NOTICE = 15_000;

/** Runs the load test to its end. */
export async function measure(options: MeasureOptions): Promise<Measurements> {
  const { backend, images, count, machines, onProgress } = options;
  const { identify, predictions } = backend;
  const notify = oncePerKind(options.onNotice);
  const tracker = createJobTracker();
  const annotated: string[] = [];
  const deadLettersBefore = await countDeadLetters(backend);
  const startedAt = Date.now();
  let isSending = true;
  let notSent = 0;

  async function send(index: number) {
    const imgName = images[index % images.length] ?? "";
    const job: IdentifyJob = { chatId: NO_CHAT_ID, imgName };
    const sentAt = Date.now();
    tracker.addSent(await identify.send(JSON.stringify(job)), sentAt);
  }
  function onSendError(error: unknown) {
    notSent++;
    notify("send", `Cannot send a message: ${reasonOf(error)}`);
  }
  function reportProgress() {
    const now = Date.now();
    const { done, pending: backlog } = tracker;
    const waited = now - startedAt;
    if (done.length === 0 && backlog > 0 && waited > NO_RECORD_NOTICE) {
      notify("no record", "There is no record yet. Is a worker running?");
    }
    onProgress({
      count,
      sent: done.length + backlog,
      done: done.length,
      failed: notSent,
      backlog,
      rate: recentRate(done.map((job) => job.doneAt ?? 0), startedAt, now),
      machines: machines?.counts.at(-1)?.inService,
    });
  }

  const sending = sendSteadily({ ...options, send, onError: onSendError })
    .finally(() => isSending = false);
  const end = await trackRecords({
    ...options,
    tracker,
    predictions,
    queue: identify,
    isSending: () => isSending,
    onQuery: reportProgress,
    onFound: (path) => annotated.push(path),
    onError: (error) =>
      notify(
        "query",
        `Cannot read the records: ${reasonOf(error)}. Trying again …`,
      ),
  });
  await sending;
  const deadLetters = await countDeadLetters(backend) - deadLettersBefore;
  return {
    startedAt,
    endedAt: Date.now(),
    end,
    jobs: tracker.jobs(),
    notSent,
    deadLetters: Math.max(0, deadLetters),
    machines: machines?.counts ?? [],
    annotated,
  };
}

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** Counts the dead letters; returns 0 without permission, which a load test does not need. */
const countDeadLetters = ({ identify }: Pick<Backend, "identify">) =>
  identify.deadLetters().catch(() => 0);

/** Returns a function that prints only the first sentence of each kind. */
function oncePerKind(print: (sentence: string) => void) {
  const printed = new Set<string>();
  return (kind: string, sentence: string) => {
    if (printed.has(kind)) return;
    printed.add(kind);
    print(sentence);
  };
}
