/**
 * The page itself: the files of `page/`, to a browser that may load nothing from elsewhere.
 *
 * @module
 */
import { Hono } from "hono";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  webmanifest: "application/manifest+json",
  svg: "image/svg+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
  ico: "image/x-icon",
  woff2: "font/woff2",
};

/** Scripts, styles and connections of this server alone; pictures also from the clipboard or a drop. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** @param folder where the page's files are, as a URL that ends with `/` */
export function createStaticFiles(folder: URL): Hono {
  const app = new Hono();
  app.get("*", async (context) => {
    const path = context.req.path === "/"
      ? "index.html"
      : context.req.path.slice(1);
    const contentType = CONTENT_TYPES[path.split(".").at(-1) ?? ""];
    const plain = /^\w[\w-]*(\.[\w-]+|\/\w[\w-]*)*$/.test(path);
    if (!plain || !contentType) return notFound();
    try {
      const bytes = await Deno.readFile(new URL(path, folder));
      return context.body(bytes, 200, {
        "content-type": contentType,
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "cache-control": "no-cache",
      });
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return notFound();
      throw error;
    }
  });
  return app;
}

const notFound = () =>
  new Response("There is nothing at this address.", { status: 404 });
