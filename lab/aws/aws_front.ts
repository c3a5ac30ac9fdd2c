/**
 * A server in front of moto that answers some calls in its place, as AWS does
 * on a bad day.
 *
 * @module
 */

import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** One request to AWS. */
export interface AwsCall {
  /** As `SendMessageBatch`; of S3, the method and the path: `GET /bucket/key`. */
  readonly operation: string;
  readonly body: string;
  /** Hands the request on to moto. */
  readonly forward: () => Promise<Response>;
}

export interface AwsFront extends AsyncDisposable {
  readonly endpoint: string;
  /** The operations that were called so far. */
  readonly calls: string[];
  /** Answers calls in moto's place; `undefined` hands the call on. */
  answer: (
    call: AwsCall,
  ) => Promise<Response | undefined> | Response | undefined;
}

const nameOf = ({ headers, method, url = "/" }: IncomingMessage) =>
  String(headers["x-amz-target"] ?? "").split(".").at(1) ??
    `${method} ${url.split("?")[0]}`;

/** An error as the services with JSON answer it. */
export const awsError = (status: number, type: string, requestId: string) =>
  Response.json({ __type: type, message: `${type} it is` }, {
    status,
    headers: { "x-amzn-requestid": requestId },
  });

/** Starts a server that hands everything on to `moto`. */
export async function startAwsFront(
  moto: { endpoint: string },
): Promise<AwsFront> {
  const calls: string[] = [];
  // Not Deno.serve: it does not say that a client hung up.
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

/** Gives each of `answers` once, to the calls of `operation`, and then none. */
export function answerOnce(
  operation: string,
  ...answers: readonly ((call: AwsCall) => Promise<Response> | Response)[]
): AwsFront["answer"] {
  const left = [...answers];
  return (call) =>
    call.operation === operation ? left.shift()?.(call) : undefined;
}
