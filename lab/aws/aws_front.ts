/**
 * A server in front of moto that answers some calls itself, for tests of
 * failures of AWS.
 *
 * @module
 */

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** One request to AWS. */
export interface AwsCall {
  /** The operation, such as `SendMessageBatch`; for S3 the method and path, such as `GET /bucket/key`. */
  readonly operation: string;
  readonly body: string;
  /** Forwards the request to moto. */
  readonly forward: () => Promise<Response>;
}

export interface AwsFront extends AsyncDisposable {
  readonly endpoint: string;
  /** Operations that were called so far. */
  readonly calls: string[];
  /** Answers a call instead of moto; `undefined` forwards it. */
  answer: (
    call: AwsCall,
  ) => Promise<Response | undefined> | Response | undefined;
}

const nameOf = ({ headers, method, url = "/" }: IncomingMessage) =>
  String(headers["x-amz-target"] ?? "").split(".").at(1) ??
    `${method} ${url.split("?")[0]}`;

/** Makes an error response of a service that speaks JSON. */
export const awsError = (status: number, type: string, requestId: string) =>
  Response.json({ __type: type, message: `${type} occurred` }, {
    status,
    headers: { "x-amzn-requestid": requestId },
  });

/** Starts a server that forwards everything to moto until `answer` is set. */
export async function startAwsFront(
  moto: { endpoint: string },
): Promise<AwsFront> {
  const calls: string[] = [];
  // not Deno.serve, which does not report that a client has disconnected
  const server = createServer(async (request, response) => {
    const gone = new AbortController();
    response.on("close", () => gone.abort());
    const operation = nameOf(request);
    calls.push(operation);
    const bytes = await buffer(request);
    const { method = "GET", url = "/", headers } = request;
    const forward = () =>
      fetch(moto.endpoint + url, {
        method,
        headers: headers as Record<string, string>,
        ...(bytes.length > 0 ? { body: Uint8Array.from(bytes) } : {}),
        signal: gone.signal,
      });
    try {
      const body = bytes.toString();
      const answer = await front.answer({ operation, body, forward }) ??
        await forward();
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      for await (const part of answer.body ?? []) response.write(part);
      response.end();
    } catch {
      response.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const front: AwsFront = {
    endpoint: `http://127.0.0.1:${port}`,
    calls,
    answer: () => undefined,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return front;
}

/** Gives each of `answers` to one call of `operation`, in order, then forwards. */
export function answerOnce(
  operation: string,
  ...answers: readonly ((call: AwsCall) => Promise<Response> | Response)[]
): AwsFront["answer"] {
  const left = [...answers];
  return (call) =>
    call.operation === operation ? left.shift()?.(call) : undefined;
}
