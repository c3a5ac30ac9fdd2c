/**
 * One log line for each call to AWS that was throttled, repeated or failed,
 * with the request id that AWS's support asks for.
 *
 * @module
 */
import type { Logger } from "../service/logging.ts";

/** What the SDK's middlewares hand on, as far as it is used here. */
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

/** Each client types its middlewares by its own commands; those below fit all of them. */
export interface LoggableClient {
  readonly middlewareStack: {
    add(middleware: never, options: never): void;
  };
}

/** Answers that belong to the work: they say something to the caller, and nothing to the operator. */
const ANSWERS = new Set([
  "AbortError",
  "ConditionalCheckFailedException",
  "MessageNotInflight",
  "NoSuchKey",
  "ReceiptHandleIsInvalid",
]);

/** The last attempt of a call that failed. */
interface Fault {
  readonly awsRequestId?: string;
  readonly status?: number;
  readonly fault: string;
}

/** Keeps the first line of an error's message: what follows can quote the request, and its credentials with it. */
function shorten(error: Error) {
  const [first = "", ...more] = error.message.split("\n");
  if (more.length === 0) return;
  const { stack = "", message } = error;
  error.message = first;
  error.stack = stack.replace(message, first);
}

function describeFault(error: Error & { $metadata?: Metadata }): Fault {
  const { requestId, httpStatusCode } = error.$metadata ?? {};
  return {
    ...(requestId ? { awsRequestId: requestId } : {}),
    ...(httpStatusCode ? { status: httpStatusCode } : {}),
    fault: `${error.name}: ${error.message}`,
  };
}

/** Logs the calls of a client that did not succeed at once. */
export function logCalls(client: LoggableClient, log: Logger) {
  const faults = new WeakMap<Context, Fault>();

  const noteFault: Middleware = (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (error) {
      if (error instanceof Error) {
        shorten(error);
        faults.set(context, describeFault(error));
      }
      throw error;
    }
  };

  const report: Middleware = (next, context) => async (args) => {
    const line = (attempts: number) => ({
      service: context.clientName?.replace(/Client$/, ""),
      operation: context.commandName?.replace(/Command$/, ""),
      attempts,
      ...faults.get(context),
    });
    try {
      const result = await next(args);
      const attempts = result.output.$metadata?.attempts ?? 1;
      if (attempts > 1) log.warn(line(attempts), "a call to AWS was repeated");
      return result;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const { attempts = 1 } = (error as { $metadata?: Metadata }).$metadata ??
        {};
      if (!ANSWERS.has(error.name)) {
        log.warn(line(attempts), "a call to AWS failed");
      }
      throw error;
    }
  };

  const add = (middleware: Middleware, options: Record<string, string>) =>
    client.middlewareStack.add(middleware as never, options as never);
  // Outermost, around all attempts; and innermost, around each of them.
  add(report, { step: "initialize", priority: "high", name: "report" });
  add(noteFault, { step: "finalizeRequest", priority: "low", name: "note" });
}
