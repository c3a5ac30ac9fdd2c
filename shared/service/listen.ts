import type { Hono } from "hono";
import { setTimeout as pause } from "node:timers/promises";
import { SettingsError } from "./settings.ts";

/** An address to listen on, and the settings that choose it. */
export interface Address {
  readonly hostname: string;
  /** 0 chooses a free port. */
  readonly port: number;
  /** The settings to change when the address cannot be used, such as `HOST or PORT`. */
  readonly settings: string;
}

/**
 * Serves `app`.
 *
 * @throws {SettingsError} when the address is in use or does not belong to this machine
 */
export function listen(
  app: Hono,
  { hostname, port, settings }: Address,
): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname, port, onListen() {} }, app.fetch);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new SettingsError(
        `Cannot listen on ${hostname}:${port} as it is in use: stop the program there, or choose another PORT`,
      );
    }
    throw new SettingsError(
      `Cannot listen on ${hostname}:${port}, choose another ${settings}: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

/** Returns the URL at which this machine reaches a server. */
export function addressOf({ hostname, port }: Deno.NetAddr): string {
  const isWildcard = hostname === "0.0.0.0" || hostname === "::";
  const host = isWildcard ? "127.0.0.1" : hostname;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Milliseconds that open requests have to finish when a server stops. */
const STOP_TIMEOUT = 10_000;

/** Stops a server: it accepts no more requests, and open ones have {@linkcode STOP_TIMEOUT} to finish. */
export async function stopServing(server: Deno.HttpServer): Promise<void> {
  const stopped = new AbortController();
  const { signal } = stopped;
  await Promise.race([
    server.shutdown(),
    pause(STOP_TIMEOUT, undefined, { signal }).catch(() => {}),
  ]);
  stopped.abort();
}
