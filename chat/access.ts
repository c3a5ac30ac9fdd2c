/**
 * Accepts requests from this server's own page only. Every page that is open
 * in the browser can reach a server on loopback, either directly or through a
 * name that resolves to it (DNS rebinding).
 *
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { isIP } from "node:net";

const LOOPBACK = /^(localhost|([\w-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Hosts that represent all addresses. A server on one of them accepts every IP address, but no foreign name. */
const ALL_ADDRESSES = new Set(["0.0.0.0", "::", "[::]"]);

/**
 * Refuses requests to a host that is neither loopback nor `host`, and requests
 * from pages of another origin.
 *
 * @param host the address that the server listens on, or the name under which it is reached
 */
export function checkAccess(host = "127.0.0.1"): MiddlewareHandler {
  return async (context, next) => {
    const requested = context.req.header("host") ??
      new URL(context.req.url).host;
    const origin = context.req.header("origin");
    if (!isOwnHost(requested, host)) {
      return context.json({
        error:
          `This server does not answer for '${requested}'. Please open it at the address that it printed when it started.`,
      }, 403);
    }
    const crossSite = context.req.header("sec-fetch-site") === "cross-site" &&
      context.req.path.startsWith("/api/");
    if (crossSite || (origin !== undefined && hostOf(origin) !== requested)) {
      return context.json({
        error:
          "This request comes from another page. Only this server's own page may send it.",
      }, 403);
    }
    await next();
  };
}

function isOwnHost(requested: string, configured: string): boolean {
  const name = requested.toLowerCase().replace(/:\d+$/, "");
  if (LOOPBACK.test(name)) return true;
  if (ALL_ADDRESSES.has(configured)) {
    return isIP(name.replace(/^\[|\]$/g, "")) !== 0;
  }
  return [configured.toLowerCase(), `[${configured.toLowerCase()}]`]
    .includes(name);
}

/** Returns the host and port of an origin; empty if the origin is `null` or invalid. */
const hostOf = (origin: string) => URL.parse(origin)?.host ?? "";
