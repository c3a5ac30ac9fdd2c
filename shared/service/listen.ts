/**
 * A server on an address that the settings name.
 *
 * @module
 */
import type { Hono } from "hono";
import { setTimeout as pause } from "node:timers/promises";
import { SettingsError } from "./settings.ts";

/** Where to listen, and which settings say so. */
export interface Address {
  readonly hostname: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** The settings to change where nothing can listen there, as `HOST or PORT`. */
  readonly settings: string;
}

/**
 * Serves `app`.
 *
 * @throws {SettingsError} when the address is in use, or is none of this machine's
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

/** The address of a server, as this machine reaches it. */
export function addressOf({ hostname, port }: Deno.NetAddr): string {
  const anywhere = hostname === "0.0.0.0" || hostname === "::";
  const host = anywhere ? "127.0.0.1" : hostname;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Milliseconds that a request which is under way has to end. */
const PATIENCE = 10_000;

/** Answers what is under way and takes nothing more; a client that never ends its request is not waited for. */
export async function stopServing(server: Deno.HttpServer): Promise<void> {
  const tired = new AbortController();
  const { signal } = tired;
  await Promise.race([
    server.shutdown(),
    pause(PATIENCE, undefined, { signal }).catch(() => {}),
  ]);
  tired.abort();
}
