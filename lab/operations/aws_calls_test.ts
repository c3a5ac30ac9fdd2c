import { assertEquals } from "@std/assert";
import { aws } from "./aws_calls.ts";

Deno.test("aws reads one call per line, with values and JSON as parameters", () => {
  const key = { id: { S: "1" } };
  const calls = aws`
    sqs list_queues
    sqs send_message QueueUrl=${"http://h"}/jobs MessageBody=${"a b"}

    sqs create_queue QueueName=jobs Attributes={"VisibilityTimeout":"${30}"}
    dynamodb get_item Key=${key} ConsistentRead=true Note="1" Policy=a=b`;
  assertEquals(calls, [
    ["sqs", "list_queues", {}],
    ["sqs", "send_message", { QueueUrl: "http://h/jobs", MessageBody: "a b" }],
    ["sqs", "create_queue", {
      QueueName: "jobs",
      Attributes: { VisibilityTimeout: "30" },
    }],
    ["dynamodb", "get_item", {
      Key: key,
      ConsistentRead: true,
      Note: "1",
      Policy: "a=b",
    }],
  ]);
});
