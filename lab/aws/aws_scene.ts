/**
 * The backend on moto, on resources of its own.
 *
 * @module
 */
import {
  CreateSecretCommand,
  PutSecretValueCommand,
  ResourceExistsException,
} from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { type AwsClients, openClients } from "../../shared/aws/clients.ts";
import { type AwsOptions, openAwsBackend } from "../../shared/aws/mod.ts";
import { AWS_SETTINGS, type AwsSettings } from "../../shared/aws/settings.ts";
import type { Moto } from "./moto/moto.ts";
import { createResources, type ResourceOptions } from "./moto/resources.ts";
import type { Backend } from "../../shared/backend.ts";
import { readSettings } from "../../shared/service/settings.ts";
import { silentLogger } from "../../shared/service/logging.ts";

/** Nobody checks them; but a request has to be signed. */
export const CREDENTIALS = {
  accessKeyId: "testing",
  secretAccessKey: "testing",
};

export interface AwsScene extends AsyncDisposable {
  readonly settings: AwsSettings;
  /** What all names of this scene end with. */
  readonly suffix: string;
  /** The SDK itself, beside the adapters. */
  readonly clients: AwsClients;
  /** Stores a secret, in place of what was there. Its name has no suffix. */
  putSecret(name: string, value: string): Promise<void>;
  /** Opens the backend; closed with the scene. */
  open(
    options?: Partial<AwsOptions>,
    settings?: Partial<AwsSettings>,
  ): Promise<Backend>;
}

/** Creates all that a backend needs, with nothing in it. */
export async function openAwsScene(
  { env, endpoint }: Moto,
  options: ResourceOptions = {},
): Promise<AwsScene> {
  const suffix = `-${crypto.randomUUID().slice(0, 8)}`;
  const resources = await createResources(env, { suffix, ...options });
  const settings = readSettings(z.object(AWS_SETTINGS), {
    ...env,
    ...resources,
  });
  const clients = openClients({
    region: "us-east-1",
    endpoint,
    credentials: CREDENTIALS,
    log: silentLogger,
  });
  const opened: Backend[] = [];
  return {
    settings,
    suffix,
    clients,
    async putSecret(Name, SecretString) {
      const { secretsManager } = clients;
      try {
        await secretsManager.send(
          new CreateSecretCommand({ Name, SecretString }),
        );
      } catch (error) {
        if (!(error instanceof ResourceExistsException)) throw error;
        await secretsManager.send(
          new PutSecretValueCommand({ SecretId: Name, SecretString }),
        );
      }
    },
    async open(options = {}, more = {}) {
      const backend = await openAwsBackend({ ...settings, ...more }, {
        log: silentLogger,
        queues: ["updates", "identify", "results"],
        credentials: CREDENTIALS,
        ...options,
      });
      opened.push(backend);
      return backend;
    },
    async [Symbol.asyncDispose]() {
      for (const backend of opened) await backend.close();
      clients.destroy();
    },
  };
}
