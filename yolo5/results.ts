/**
 * What yolo5 tells polybot of a job, on the results queue.
 *
 * @module
 */
import type { Backend, Message } from "../shared/backend.ts";
import { IdentifyJob, type PredictionResult } from "../shared/contracts.ts";
import type { Metrics } from "../shared/service/metrics.ts";

/** What a result needs to know of its job. */
export type Addressee = Pick<
  IdentifyJob,
  "chatId" | "replyTo" | "requestId" | "asDocument"
>;

/** A job may be wrong in all but the chat. */
const Addressee = IdentifyJob.pick({ chatId: true }).extend({
  replyTo: IdentifyJob.shape.replyTo.catch(undefined),
  requestId: IdentifyJob.shape.requestId.catch(undefined),
  asDocument: IdentifyJob.shape.asDocument.catch(undefined),
});

/** Whom a message comes from; `undefined` where it does not say. */
export function addresseeOf(message: Message): Addressee | undefined {
  let body: unknown;
  try {
    body = JSON.parse(message.body);
  } catch {
    return undefined;
  }
  return Addressee.safeParse(body).data;
}

/** Says what became of a job. */
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
