/**
 * Who may ask: pages of this server alone. A server on loopback is reached by
 * every page that the browser has open, directly or by a name that was made
 * to point at it.
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { isIP } from "node:net";

const LOOPBACK = /^(localhost|([\w-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Listening on every address, a server cannot know them; but names cannot be made to look like one. */
const EVERY_ADDRESS = new Set(["0.0.0.0", "::", "[::]"]);

/**
 * Refuses a request to a host that is neither loopback nor `host`, and one
 * that a page of another origin sent.
 *
 * @param host the address that the server listens on, or the name it is reached by
 */
export function checkAccess(host = "127.0.0.1"): MiddlewareHandler {
  return async (context, next) => {
    const asked = context.req.header("host") ?? new URL(context.req.url).host;
    const origin = context.req.header("origin");
    if (!isOwnHost(asked, host)) {
      return context.json({
        error:
          `This server does not answer for '${asked}'. Please open it at the address that it printed when it started.`,
      }, 403);
    }
    const crossSite = context.req.header("sec-fetch-site") === "cross-site" &&
      context.req.path.startsWith("/api/");
    if (crossSite || (origin !== undefined && hostOf(origin) !== asked)) {
      return context.json({
        error:
          "This request comes from another page. Only this server's own page may send it.",
      }, 403);
    }
    await next();
  };
}

function isOwnHost(asked: string, configured: string): boolean {
  const name = asked.toLowerCase().replace(/:\d+$/, "");
  if (LOOPBACK.test(name)) return true;
  if (EVERY_ADDRESS.has(configured)) {
    return isIP(name.replace(/^\[|\]$/g, "")) !== 0;
  }
  return name === configured.toLowerCase() ||
    name === `[${configured.toLowerCase()}]`;
}

/** Host and port of an origin; nothing that any host equals where it is `null` or broken. */
const hostOf = (origin: string) => URL.parse(origin)?.host ?? "";
