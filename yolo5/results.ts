/**
 * Sends the results of jobs to polybot, through the results queue.
 *
 * @module
 */
import type { Backend, Message } from "../shared/backend.ts";
import { IdentifyJob, type PredictionResult } from "../shared/contracts.ts";
import type { Metrics } from "../shared/service/metrics.ts";

/** Fields of a job that its result repeats, because polybot needs them for the answer. */
export type Addressee = Pick<
  IdentifyJob,
  "chatId" | "replyTo" | "requestId" | "asDocument"
>;

/** Schema of the addressee of a job whose other fields may be invalid. */
const Addressee = IdentifyJob.pick({ chatId: true }).extend({
  replyTo: IdentifyJob.shape.replyTo.catch(undefined),
  requestId: IdentifyJob.shape.requestId.catch(undefined),
  asDocument: IdentifyJob.shape.asDocument.catch(undefined),
});

/** Returns the addressee of a message; `undefined` if it has none. */
export function addresseeOf(message: Message): Addressee | undefined {
  let body: unknown;
  try {
    body = JSON.parse(message.body);
  } catch {
    return undefined;
  }
  return Addressee.safeParse(body).data;
}

/** Sends the result of a job. */
export async function sendResult(
  { backend, metrics }: { backend: Backend; metrics: Metrics },
  predictionId: string,
  { chatId, replyTo, requestId, asDocument }: Addressee,
  outcome: Pick<PredictionResult, "status" | "reason">,
): Promise<void> {
  const result: PredictionResult = {
    kind: "prediction",
    predictionId,
    chatId,
    ...outcome,
    replyTo,
    requestId,
    asDocument,
  };
  const body = JSON.stringify(result);
  await metrics.time("yolo5", "send", () => backend.results.send(body));
}
