/**
 * Secrets in Secrets Manager.
 *
 * @module
 */
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { SecretNotFoundError, type Secrets } from "../backend.ts";
import { Secret } from "../service/secret.ts";

export interface SecretsOptions {
  /**
   * Milliseconds until a secret is read again, so that a new one is seen.
   *
   * @default {300000} five minutes
   */
  readonly maxAge?: number;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

const FIVE_MINUTES = 5 * 60 * 1000;

/** Opens the secrets; each is read when it is asked for, and kept for a while. */
export function openSecrets(
  client: SecretsManagerClient,
  { maxAge = FIVE_MINUTES, now = Date.now }: SecretsOptions = {},
): Secrets {
  const kept = new Map<string, { secret: Promise<Secret>; readAt: number }>();

  async function read(name: string): Promise<Secret> {
    try {
      const { SecretString, SecretBinary } = await client.send(
        new GetSecretValueCommand({ SecretId: name }),
      );
      return new Secret(SecretString ?? new TextDecoder().decode(SecretBinary));
    } catch (error) {
      throw error instanceof ResourceNotFoundException
        ? new SecretNotFoundError(name)
        : error;
    }
  }

  return {
    async get(name, { fresh = false } = {}) {
      const known = kept.get(name);
      if (known && !fresh && now() - known.readAt < maxAge) {
        return await known.secret;
      }
      const entry = { secret: read(name), readAt: now() };
      kept.set(name, entry);
      try {
        return await entry.secret;
      } catch (error) {
        if (kept.get(name) === entry) kept.delete(name);
        throw error;
      }
    },
  };
}
