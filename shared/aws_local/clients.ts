/**
 * The SDK's clients at an endpoint on this machine, for tests and tools.
 *
 * @module
 */
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { checkLoopback } from "./loopback.ts";

/**
 * The settings of a client, from what `localAws` gives.
 *
 * @throws {RangeError} when the endpoint is elsewhere
 */
export function clientSettings(env: Readonly<Record<string, string>>) {
  const endpoint = env["AWS_ENDPOINT_URL"];
  checkLoopback(endpoint);
  return {
    endpoint: endpoint ?? "",
    region: env["AWS_REGION"] ?? "",
    credentials: {
      accessKeyId: env["AWS_ACCESS_KEY_ID"] ?? "",
      secretAccessKey: env["AWS_SECRET_ACCESS_KEY"] ?? "",
    },
    requestHandler: new FetchHttpHandler(),
    maxAttempts: 1,
    forcePathStyle: true,
  };
}
