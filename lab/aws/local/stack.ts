/**
 * The whole as it is on AWS, on this machine: moto, the chat page in
 * Telegram's place, bots behind a balancer, and workers.
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
  /** The folder of the logs and of the chat page's data. */
  readonly directory: string;
  /** The executables of bots and workers, in place of their tasks. */
  readonly executables?: Readonly<Record<"polybot" | "yolo5", string>>;
  /** How many bots, default 2. */
  readonly bots?: number;
  /** How many workers, default 2. */
  readonly workers?: number;
  /** The chat page's port, default 0: a free one. */
  readonly port?: number;
  /** Settings of the services, beside those that the stack gives them. */
  readonly env?: Readonly<Record<string, string>>;
  readonly queues?: ResourceOptions["queues"];
  /** An AWS that has all that the services need, where the stack is not to start and to fill one. */
  readonly aws?: ProvisionedAws;
  /** Whether services that die are started again, default `false`. */
  readonly restart?: boolean;
  /** Whether a Ctrl-C at the terminal leaves the services to the one who started the stack, default `false`. */
  readonly detached?: boolean;
  /** The address by which a service reaches AWS, where it is not moto's own. */
  readonly awsThrough?: (endpoint: string, service: string) => string;
  /** The address by which a bot reaches Telegram, where it is not the chat page's own. */
  readonly telegramThrough?: (address: string, service: string) => string;
  /** Is told what happens. */
  readonly say?: (sentence: string) => void;
}

/** An AWS on this machine that others filled. */
export interface ProvisionedAws {
  /** It stays the caller's. */
  readonly moto: Moto;
  /** The settings that point a service at its resources. */
  readonly resources: Env;
  /** The bot's token, as it lies in the secret. */
  readonly token: string;
  /** What the environment of one of the services has of its own: the credentials of its role. */
  readonly envOf: (service: "polybot" | "yolo5") => Env;
}

export interface Stack extends AsyncDisposable {
  readonly moto: Moto;
  /** What a process needs in its environment to find moto and the resources in it. */
  readonly env: Readonly<Record<string, string>>;
  readonly chatPage: Service;
  readonly balancer: Balancer;
  readonly bots: readonly Service[];
  readonly workers: readonly Service[];
  /** Ends the services in order: bots and workers, then the chat page. @return their exit codes by name */
  stop(): Promise<Record<string, number>>;
}

type Env = Readonly<Record<string, string>>;

/** What a person's environment may say for other ways to run the services. */
const NOT_INHERITED = {
  POLYBOT_DATA: "",
  TELEGRAM_TOKEN: "",
  SUB_DOMAIN_SECRET: "",
  BUCKET_PREFIX: "",
};

/** The chat page's, which no other bot has. */
const makeToken = () => `1000000001:${randomBytes(26).toString("base64url")}`;

/** Starts it all; disposing kills what was not stopped. */
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
  async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
    const since = performance.now();
    const done = await work();
    say(`${what} after ${((performance.now() - since) / 1000).toFixed(1)} s`);
    return done;
  }

  const { queues } = options;
  async function fillMoto(): Promise<ProvisionedAws> {
    const token = makeToken();
    const moto = started.use(await timed("moto is ready", () => startMoto()));
    const resources = await timed(
      "queues, bucket, tables and secrets are made",
      () => createResources(moto.env, { token, ...(queues ? { queues } : {}) }),
    );
    return { moto, resources, token, envOf: () => ({}) };
  }
  const { moto, resources, token, envOf } = options.aws ?? await fillMoto();
  const chatPage = open("chat-page", "chat", options.port || pagePort, {
    POLYBOT_DATA: join(directory, "chat-page"),
    TELEGRAM_TOKEN: token,
  });
  await begin(chatPage);

  const { awsThrough, telegramThrough } = options;
  const balancer = started.use(await startBalancer(botPorts.map(addressOf)));
  const env = { ...moto.env, ...resources };
  const serviceEnv = (name: string) => ({
    ...NOT_INHERITED,
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
