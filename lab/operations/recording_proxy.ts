/**
 * A door in front of an AWS on this machine that keeps what was asked for: for
 * what the AWS behind it does not answer by, or forgets.
 *
 * @module
 */

export interface Recorder extends AsyncDisposable {
  readonly endpoint: string;
  /** The parameters of each call of an action, as a form holds them: `MetadataOptions.HttpTokens`. */
  calls(action: string): Record<string, string>[];
}

/** Opens it at a free port of the host that `endpoint` names. */
export function recordCalls(endpoint: string): Recorder {
  const forms: Record<string, string>[] = [];
  const { hostname } = new URL(endpoint);
  const server = Deno.serve(
    { hostname, port: 0, onListen() {} },
    async (request) => {
      const { pathname, search } = new URL(request.url);
      const body = await request.bytes();
      const form = new URLSearchParams(new TextDecoder().decode(body));
      if (form.has("Action")) forms.push(Object.fromEntries(form));
      return await fetch(`${endpoint}${pathname}${search}`, {
        method: request.method,
        headers: request.headers,
        ...(body.length > 0 ? { body } : {}),
      });
    },
  );
  return {
    endpoint: `http://${hostname}:${server.addr.port}`,
    calls: (action) => forms.filter((form) => form.Action === action),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
