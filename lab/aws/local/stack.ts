/**
 * Runs everything on this machine the way it runs on AWS: bots behind a load
 * balancer and workers, with moto instead of AWS and the chat page in place of
 * Telegram.
 *
 * @module
 */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { freePorts } from "../../processes/free_ports.ts";
import { type Balancer, startBalancer } from "../network/balancer.ts";
import { type Moto, startMoto } from "../moto/moto.ts";
import { createResources, type ResourceOptions } from "../moto/resources.ts";
import { openService, type Service } from "./service.ts";

export interface StackOptions {
  /** The folder for the logs and the chat page's data. */
  readonly directory: string;
  /** Executables to run instead of the tasks. */
  readonly executables?: Readonly<Record<"polybot" | "yolo5", string>>;
  /** Number of bots. @default 2 */
  readonly bots?: number;
  /** Number of workers. @default 2 */
  readonly workers?: number;
  /** The chat page's port; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** Settings of bots and workers, in addition to those that the stack sets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly queues?: ResourceOptions["queues"];
  /** An AWS that has everything the services need. @default {a new moto} */
  readonly aws?: ProvisionedAws;
  /** Restarts services that die. @default false */
  readonly restart?: boolean;
  /** Makes the services ignore Ctrl-C at the terminal. @default false */
  readonly detached?: boolean;
  /** Returns the address at which a service reaches AWS. @default {moto's own} */
  readonly awsThrough?: (endpoint: string, service: string) => string;
  /** Returns the address at which a bot reaches Telegram. @default {the chat page's own} */
  readonly telegramThrough?: (address: string, service: string) => string;
  /** Receives a sentence whenever something happens. */
  readonly say?: (sentence: string) => void;
}

/** An AWS on this machine with resources in it. */
export interface ProvisionedAws {
  /** Disposed by the caller. */
  readonly moto: Moto;
  /** Settings that point a service to its resources. */
  readonly resources: Env;
  /** The bot's token, as stored in the secret. */
  readonly token: string;
  /** Returns environment variables of one service, such as the credentials of its role. */
  readonly envOf: (service: "polybot" | "yolo5") => Env;
}

export interface Stack extends AsyncDisposable {
  readonly moto: Moto;
  /** Environment variables that point a process to moto and its resources. */
  readonly env: Readonly<Record<string, string>>;
  readonly chatPage: Service;
  readonly balancer: Balancer;
  readonly bots: readonly Service[];
  readonly workers: readonly Service[];
  /** Stops bots and workers, then the chat page. @return their exit codes by name */
  stop(): Promise<Record<string, number>>;
}

type Env = Readonly<Record<string, string>>;

/** Settings for other ways to run the services, which a developer may have set. */
const CLEARED = {
  POLYBOT_DATA: "",
  TELEGRAM_TOKEN: "",
  SUB_DOMAIN_SECRET: "",
  BUCKET_PREFIX: "",
};

/** Makes a new bot token. */
const makeToken = () => `1000000001:${randomBytes(26).toString("base64url")}`;

/** Starts all processes; disposing kills those that were not stopped. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory, say = () => {} } = options;
  const { restart = false, detached = false } = options;
  const [pagePort = 0, ...ports] = freePorts(
    1 + (options.bots ?? 2) + (options.workers ?? 2),
  );
  const botPorts = ports.slice(0, options.bots ?? 2);
  const workerPorts = ports.slice(botPorts.length);
  await Deno.mkdir(directory, { recursive: true });
  await using started = new AsyncDisposableStack();

  const open = (
    name: string,
    task: "polybot" | "yolo5" | "chat",
    port: number,
    env: Env,
  ) => {
    const service = openService({
      name,
      task,
      executable: task === "chat" ? undefined : options.executables?.[task],
      env: { ...env, PORT: String(port) },
      address: addressOf(port),
      log: join(directory, `${name}.log`),
      restart,
      detached,
      say,
    });
    started.defer(async () => void await service.stop("SIGKILL"));
    return service;
  };
  const begin = (service: Service) =>
    timed(`${service.name} is ready`, () => service.start());
  async function timed<T>(what: string, run: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const result = await run();
    say(`${what} after ${((performance.now() - start) / 1000).toFixed(1)} s`);
    return result;
  }

  const { queues } = options;
  async function startAws(): Promise<ProvisionedAws> {
    const token = makeToken();
    const moto = started.use(await timed("moto is ready", () => startMoto()));
    const resources = await timed(
      "queues, bucket, tables and secrets exist",
      () => createResources(moto.env, { token, ...(queues ? { queues } : {}) }),
    );
    return { moto, resources, token, envOf: () => ({}) };
  }
  const { moto, resources, token, envOf } = options.aws ?? await startAws();
  const chatPage = open("chat-page", "chat", options.port || pagePort, {
    POLYBOT_DATA: join(directory, "chat-page"),
    TELEGRAM_TOKEN: token,
  });
  await begin(chatPage);

  const { awsThrough, telegramThrough } = options;
  const balancer = started.use(await startBalancer(botPorts.map(addressOf)));
  const env = { ...moto.env, ...resources };
  const serviceEnv = (name: string) => ({
    ...CLEARED,
    ...env,
    AWS_ENDPOINT_URL: awsThrough?.(moto.endpoint, name) ?? moto.endpoint,
    ...options.env,
  });
  const botEnv = (name: string) => ({
    ...serviceEnv(name),
    ...envOf("polybot"),
    HOST: "127.0.0.1",
    TELEGRAM_APP_URL: balancer.address,
    TELEGRAM_API_ROOT: telegramThrough?.(chatPage.address, name) ??
      chatPage.address,
  });
  const bots = botPorts.map((port, index) => {
    const name = `polybot-${index + 1}`;
    return open(name, "polybot", port, botEnv(name));
  });
  const workers = workerPorts.map((port, index) => {
    const name = `yolo5-${index + 1}`;
    return open(name, "yolo5", port, {
      ...serviceEnv(name),
      ...envOf("yolo5"),
    });
  });
  await Promise.all([...bots, ...workers].map(begin));
  await balancer.check();

  const parts = started.move();
  return {
    moto,
    env,
    chatPage,
    balancer,
    bots,
    workers,
    async stop() {
      const codes: Record<string, number> = {};
      const stop = async (service: Service) => {
        codes[service.name] = await service.stop();
      };
      await Promise.all([...bots, ...workers].map(stop));
      await stop(chatPage);
      return codes;
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const addressOf = (port: number) => `http://127.0.0.1:${port}`;
