/**
 * Logs calls to AWS that were throttled, retried or failed, with the request id
 * that AWS support needs. (The SDK's own logger does not know why an attempt
 * failed if a later one succeeded.)
 *
 * @module
 */
import type { Logger } from "../service/logging.ts";

/** Metadata of the SDK's results and errors, as far as it is used here. */
interface Metadata {
  readonly requestId?: string;
  readonly httpStatusCode?: number;
  readonly attempts?: number;
}
type Handler = (
  args: unknown,
) => Promise<{ output: { $metadata?: Metadata } }>;
interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}
type Middleware = (next: Handler, context: Context) => Handler;
type AwsError = Error & { $metadata?: Metadata };

/** Any client of the SDK. Their middleware differs in type, but the middleware below works for all. */
export interface LoggableClient {
  readonly middlewareStack: {
    add(middleware: never, options: never): void;
  };
}

/** Errors that callers expect and handle, so that operators need not see them. */
const EXPECTED_ERRORS = new Set([
  "AbortError",
  "ConditionalCheckFailedException",
  "MessageNotInflight",
  "NoSuchKey",
  "ReceiptHandleIsInvalid",
]);

/** Keeps the first line of an error's message: the rest may quote the request, including its credentials. */
function shorten(error: Error) {
  const [first = "", ...rest] = error.message.split("\n");
  if (rest.length === 0) return;
  const { stack = "", message } = error;
  error.message = first;
  error.stack = stack.replace(message, first);
}

function faultOf(error: AwsError) {
  const { requestId, httpStatusCode } = error.$metadata ?? {};
  return {
    ...(requestId ? { awsRequestId: requestId } : {}),
    ...(httpStatusCode ? { status: httpStatusCode } : {}),
    fault: `${error.name}: ${error.message}`,
  };
}

/** Logs the calls of a client that did not succeed at the first attempt. */
export function logCalls(client: LoggableClient, log: Logger) {
  /** The fault of the last failed attempt of each call. */
  const faults = new WeakMap<Context, ReturnType<typeof faultOf>>();

  const rememberFault: Middleware = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (error instanceof Error) {
        shorten(error);
        faults.set(context, faultOf(error));
      }
      throw error;
    }
  };

  const report: Middleware = (next, context) => async (args) => {
    const warn = (attempts: number, message: string) =>
      log.warn({
        service: context.clientName?.replace(/Client$/, ""),
        operation: context.commandName?.replace(/Command$/, ""),
        attempts,
        ...faults.get(context),
      }, message);
    try {
      const result = await next(args);
      const attempts = result.output.$metadata?.attempts ?? 1;
      if (attempts > 1) warn(attempts, "a call to AWS was repeated");
      return result;
    } catch (error) {
      if (error instanceof Error && !EXPECTED_ERRORS.has(error.name)) {
        const { $metadata }: AwsError = error;
        warn($metadata?.attempts ?? 1, "a call to AWS failed");
      }
      throw error;
    }
  };

  const add = (middleware: Middleware, options: Record<string, string>) =>
    client.middlewareStack.add(middleware as never, options as never);
  // Around all attempts, and around each of them.
  add(report, { step: "initialize", priority: "high", name: "report" });
  add(rememberFault, {
    step: "finalizeRequest",
    priority: "low",
    name: "rememberFault",
  });
}
