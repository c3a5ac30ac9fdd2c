/**
 * What each role is probed with: what its work needs beyond the services' own
 * flow, and what it must be refused.
 *
 * @module
 */
import type { Call } from "../aws_calls.ts";
import type { DataScene } from "./data_scene.ts";
import {
  item,
  readSecret,
  receive,
  refusedOfMachines,
  remove,
  send,
} from "./refusals.ts";

export interface Probes {
  readonly allowed: readonly Call[];
  readonly refused: readonly Call[];
}

type Machine = "polybot" | "yolo5";

/** What each machine may do, and may not, beyond {@linkcode refusedOfMachines}. */
export function machineProbes(
  scene: DataScene,
): Readonly<Record<Machine, Probes>> {
  const { resources: { BUCKET_NAME: Bucket }, neighbours } = scene;
  const common = refusedOfMachines(scene);
  const setHealth: Call = ["autoscaling", "set_instance_health", {
    InstanceId: neighbours.machine,
    HealthStatus: "Unhealthy",
  }];
  const artifact = (Key: string): Call => ["s3", "get_object", { Bucket, Key }];
  return {
    polybot: {
      allowed: [readSecret("talo/sub-domain/certificate")],
      refused: [
        ...common,
        setHealth,
        receive("talo-sqs-identify"),
        remove("talo-sqs-identify"),
        send("talo-sqs-identify-dead-letters"),
        receive("talo-sqs-updates-dead-letters.fifo"),
        artifact("artifacts/polybot/current"),
        artifact("artifacts/yolo5/current"),
        ["s3", "list_objects_v2", { Bucket, Prefix: "artifacts/" }],
        ["dynamodb", "scan", { TableName: "talo-polybot-state" }],
        ["dynamodb", "batch_get_item", {
          RequestItems: {
            "talo-prediction-results": {
              Keys: [{ predictionId: { S: "1" } }],
            },
          },
        }],
        ["dynamodb", "query", {
          TableName: "talo-prediction-results",
          KeyConditionExpression: "predictionId = :id",
          ExpressionAttributeValues: { ":id": { S: "1" } },
        }],
      ],
    },
    yolo5: {
      allowed: [
        setHealth,
        artifact("artifacts/yolo5/current"),
        artifact("artifacts/yolo5/1/yolo5"),
      ],
      refused: [
        ...common,
        readSecret("talo/telegram/token"),
        readSecret("talo/sub-domain/certificate"),
        ["sqs", "get_queue_url", { QueueName: "talo-sqs-updates.fifo" }],
        receive("talo-sqs-updates.fifo"),
        send("talo-sqs-updates.fifo"),
        receive("talo-sqs-results"),
        send("talo-sqs-identify"),
        send("talo-sqs-results-dead-letters"),
        artifact("artifacts/polybot/current"),
        item("talo-polybot-state", "id"),
        ["dynamodb", "query", {
          TableName: "talo-prediction-results",
          IndexName: "chatId-predictionId-index",
          KeyConditionExpression: "chatId = :id",
          ExpressionAttributeValues: { ":id": { N: "1" } },
        }],
      ],
    },
  };
}
