/**
 * A picture for the group's machines, as any producer sends it.
 *
 * @module
 */
import type { Machine } from "./machine.ts";

const CAT = new URL(
  "../../../shared/pictures/samples/chelsea.png",
  import.meta.url,
);

/** Puts a picture of a cat on the identify queue, and waits for its result. @return that, and which classes the record holds */
export async function serveJob({ ask, put }: Machine) {
  await put("images/cat.png", await Deno.readFile(CAT));
  const [jobs, results] = await ask(
    ["sqs", "get_queue_url", { QueueName: "talo-sqs-identify" }],
    ["sqs", "get_queue_url", { QueueName: "talo-sqs-results" }],
  );
  const job = JSON.stringify({ chatId: "7", imgName: "cat.png" });
  const [, { Messages: [message] }] = await ask(
    ["sqs", "send_message", { ...urlOf(jobs), MessageBody: job }],
    ["sqs", "receive_message", { ...urlOf(results), WaitTimeSeconds: 20 }],
  );
  const result: { status: string; predictionId: string } = JSON.parse(
    message.Body,
  );
  const [{ Item }] = await ask(["dynamodb", "get_item", {
    TableName: "talo-prediction-results",
    Key: { predictionId: { S: result.predictionId } },
  }]);
  // deno-lint-ignore no-explicit-any
  const labels: string[] = Item.labels.L.map((one: any) => one.M.class.S);
  return { status: result.status, labels };
}

const urlOf = ({ QueueUrl }: { QueueUrl: string }) => ({ QueueUrl });
