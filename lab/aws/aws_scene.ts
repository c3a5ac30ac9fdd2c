/**
 * Opens backends on moto, each scene with its own resources.
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

/** Requests have to be signed, though moto checks no signature. */
export const CREDENTIALS = {
  accessKeyId: "testing",
  secretAccessKey: "testing",
};

/** Access to resources that exist. */
export interface AwsAccess extends AsyncDisposable {
  readonly settings: AwsSettings;
  /** The SDK's own clients. */
  readonly clients: AwsClients;
  /** Opens a backend, which is closed with the access. */
  open(
    options?: Partial<AwsOptions>,
    settings?: Partial<AwsSettings>,
  ): Promise<Backend>;
}

/** Gives access to the resources that an environment names. */
export function accessAws(env: Readonly<Record<string, string>>): AwsAccess {
  const settings = readSettings(z.object(AWS_SETTINGS), env);
  const clients = openClients({
    region: "us-east-1",
    endpoint: settings.AWS_ENDPOINT_URL,
    credentials: CREDENTIALS,
    log: silentLogger,
  });
  const opened: Backend[] = [];
  return {
    settings,
    clients,
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

export interface AwsScene extends AwsAccess {
  /** Ends all names of this scene. */
  readonly suffix: string;
  /** Stores a secret, replacing the one of that name. The suffix is not added. */
  putSecret(name: string, value: string): Promise<void>;
}

/** Creates everything that a backend needs, empty. */
export async function openAwsScene(
  { env }: Moto,
  options: ResourceOptions = {},
): Promise<AwsScene> {
  const suffix = `-${crypto.randomUUID().slice(0, 8)}`;
  const resources = await createResources(env, { suffix, ...options });
  const access = accessAws({ ...env, ...resources });
  return {
    ...access,
    suffix,
    async putSecret(Name, SecretString) {
      const { secretsManager } = access.clients;
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
  };
}
