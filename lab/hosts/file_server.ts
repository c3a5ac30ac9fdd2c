/**
 * A file of this machine that the lab's hosts can download.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** A model for the hosts, in the official one's place: that of this repository. */
export const MODEL = new URL(
  "../../yolo5/model/embedded/nanodet-g-416.onnx",
  import.meta.url,
);

export interface ServedFile extends AsyncDisposable {
  readonly url: string;
  readonly sha256: string;
}

/** Serves it at a free port of an address of this machine. */
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
