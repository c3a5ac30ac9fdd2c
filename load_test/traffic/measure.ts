/**
 * Sends the messages, follows their records, and notes what is seen.
 *
 * @module
 */
import type { Backend } from "../../shared/backend.ts";
import { type IdentifyJob, NO_CHAT_ID } from "../../shared/contracts.ts";
import { type End, followRecords } from "./track_records.ts";
import { openLedger } from "./job_tracker.ts";
import type { MachineWatch } from "../machines.ts";
import { liveRate, type Progress } from "./progress.ts";
import type { Observed } from "../report/report.ts";
import { sendSteadily } from "./sender.ts";

export interface RunOptions {
  readonly backend: Pick<Backend, "identify" | "predictions">;
  /** Names of pictures, sent in turn. */
  readonly images: readonly string[];
  /** Messages a second, and in all. */
  readonly rate: number;
  readonly count: number;
  /** As `followRecords` has them. */
  readonly timeout: number;
  readonly settle: number;
  readonly machines: MachineWatch | undefined;
  /** Ends it early. */
  readonly signal: AbortSignal;
  /** Told about four times a second. */
  readonly onProgress: (progress: Progress) => void;
  /** Told a sentence that a person should read now. */
  readonly onNotice: (sentence: string) => void;
}

export interface Run extends Observed {
  /** The marked pictures that the workers stored. */
  readonly marked: readonly string[];
}

/** After so many milliseconds without any record a person is told so. */
const SUSPICIOUS = 15_000;

/** Runs the load test to its end. */
export async function runLoadTest(options: RunOptions): Promise<Run> {
  const { backend, images, count, machines, onProgress } = options;
  const { identify, predictions } = backend;
  const notices = noticeOnce(options.onNotice);
  const ledger = openLedger();
  const marked: string[] = [];
  const deadLettersBefore = await countDeadLetters(backend);
  const startedAt = Date.now();
  let isSending = true;
  let notSent = 0;

  async function send(index: number) {
    const imgName = images[index % images.length] ?? "";
    const job: IdentifyJob = { chatId: NO_CHAT_ID, imgName };
    const sentAt = Date.now();
    ledger.sent(await identify.send(JSON.stringify(job)), sentAt);
  }
  function noteError(error: unknown) {
    notSent++;
    notices.say("send", `Cannot send a message: ${reasonOf(error)}`);
  }
  function showProgress() {
    const now = Date.now();
    const { done, pending: backlog } = ledger;
    if (done.length === 0 && backlog > 0 && now - startedAt > SUSPICIOUS) {
      notices.say("none", "There is no record yet. Is a worker running?");
    }
    onProgress({
      count,
      sent: done.length + backlog,
      done: done.length,
      failed: notSent,
      backlog,
      rate: liveRate(done.map((job) => job.doneAt ?? 0), startedAt, now),
      machines: machines?.counts.at(-1)?.inService,
    });
  }

  const sending = sendSteadily({ ...options, send, onError: noteError })
    .finally(() => isSending = false);
  const end: End = await followRecords({
    ...options,
    ledger,
    predictions,
    queue: identify,
    isSending: () => isSending,
    onLook: showProgress,
    onFound: (path) => marked.push(path),
    onError: (error) =>
      notices.say(
        "read",
        `Cannot read the records: ${reasonOf(error)}. Trying again …`,
      ),
  });
  await sending;
  const deadLetters = await countDeadLetters(backend) - deadLettersBefore;
  return {
    startedAt,
    endedAt: Date.now(),
    end,
    jobs: ledger.jobs(),
    notSent,
    deadLetters: Math.max(0, deadLetters),
    machines: machines?.counts ?? [],
    marked,
  };
}

const reasonOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** Not everyone who may send to a queue may look at its dead letters. */
const countDeadLetters = ({ identify }: Pick<Backend, "identify">) =>
  identify.deadLetters().catch(() => 0);

/** Says each kind of notice once. */
function noticeOnce(say: (sentence: string) => void) {
  const said = new Set<string>();
  return {
    say(kind: string, sentence: string) {
      if (said.has(kind)) return;
      said.add(kind);
      say(sentence);
    },
  };
}
