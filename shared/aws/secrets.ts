import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { SecretNotFoundError, type Secrets } from "../backend.ts";
import { Secret } from "../service/secret.ts";

export interface SecretsOptions {
  /**
   * Milliseconds until a secret is read again, so that changes are noticed.
   *
   * @default {SECRET_MAX_AGE}
   */
  readonly maxAge?: number;
  /** Milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

/** Milliseconds that a secret is cached. */
export const SECRET_MAX_AGE = 5 * 60 * 1000;

/** Opens Secrets Manager. Each secret is read when it is first needed, and cached for `maxAge`. */
export function openSecrets(
  client: SecretsManagerClient,
  { maxAge = SECRET_MAX_AGE, now = Date.now }: SecretsOptions = {},
): Secrets {
  const cached = new Map<string, { secret: Promise<Secret>; readAt: number }>();

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
      const earlier = cached.get(name);
      if (earlier && !fresh && now() - earlier.readAt < maxAge) {
        return await earlier.secret;
      }
      const entry = { secret: read(name), readAt: now() };
      cached.set(name, entry);
      try {
        return await entry.secret;
      } catch (error) {
        if (cached.get(name) === entry) cached.delete(name);
        throw error;
      }
    },
  };
}
