/**
 * A server of one file, for downloads by the hosts.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** The model in this repository, which the hosts get instead of the official one. */
export const EMBEDDED_MODEL = new URL(
  "../../yolo5/model/embedded/nanodet-g-416.onnx",
  import.meta.url,
);

export interface ServedFile extends AsyncDisposable {
  readonly url: string;
  readonly sha256: string;
}

/** Serves a file on a free port of this machine's address `hostname`. */
export async function serveFile(
  hostname: string,
  file: string | URL,
): Promise<ServedFile> {
  const bytes = await Deno.readFile(file);
  const server = Deno.serve(
    { hostname, port: 0, onListen() {} },
    () => new Response(bytes),
  );
  return {
    url: `http://${hostname}:${server.addr.port}/`,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
