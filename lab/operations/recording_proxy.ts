/**
 * A proxy in front of moto that records calls, for parameters that moto
 * ignores or forgets.
 *
 * @module
 */

export interface RecordingProxy extends AsyncDisposable {
  readonly endpoint: string;
  /** Returns the parameters of each call of an action as form fields, like `MetadataOptions.HttpTokens`. */
  callsOf(action: string): Record<string, string>[];
}

/** Starts a proxy to `endpoint` on a free port of the same host. */
export function startRecordingProxy(endpoint: string): RecordingProxy {
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
    callsOf: (action) => forms.filter((form) => form.Action === action),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
