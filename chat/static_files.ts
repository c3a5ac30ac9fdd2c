import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { serveStatic } from "hono/serve-static";
import { fileURLToPath } from "node:url";
import { isNotFound } from "../shared/files/remove_files.ts";

/** Policy that only allows resources of this server, and pictures from the clipboard or a drop. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", "blob:", "data:"],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * Serves the files of the page, with a content security policy that lets the
 * browser load nothing from elsewhere.
 *
 * @param folder a URL that ends with `/`
 */
export function createStaticFiles(folder: URL): Hono {
  const app = new Hono();
  app.get(
    "*",
    secureHeaders({ contentSecurityPolicy }),
    serveStatic({
      root: fileURLToPath(folder),
      rewriteRequestPath: (path) => path === "/" ? "/index.html" : path,
      getContent: readFile,
      onFound: (_path, context) => context.header("cache-control", "no-cache"),
    }),
    () => new Response("There is nothing at this address.", { status: 404 }),
  );
  return app;
}

async function readFile(path: string) {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
