import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { freePort } from "../lab/processes/free_ports.ts";
import { runTask, startService, startTask } from "../lab/processes/task.ts";
import { openPerson } from "../lab/telegram/person.ts";

const temporaryFolder = () => Deno.makeTempDir({ prefix: "polybot-main-" });

/** Returns the settings of a bot that shares a folder with the chat page. */
const onPage = (address: string, POLYBOT_DATA: string) => ({
  POLYBOT_DATA,
  TELEGRAM_API_ROOT: address,
  TELEGRAM_SECRET: "talo/chat-page/token",
  HOST: "127.0.0.1",
});

Deno.test("the service answers updates from a webhook, reports its health, and exits with 0 on SIGTERM", async () => {
  const POLYBOT_DATA = await temporaryFolder();
  await using page = await startTask({ POLYBOT_DATA }, "chat");
  const port = freePort();
  const address = `http://127.0.0.1:${port}`;
  await using service = startService("polybot", {
    ...onPage(page.address, POLYBOT_DATA),
    TELEGRAM_APP_URL: address,
    PORT: String(port),
  });
  const line = await service.logged("talking to users");
  assertEquals([line.mode, line.port], ["webhook", port]);

  const person = openPerson(page.address);
  const [id] = await person.send({ text: "hello" });
  await person.waitFor(({ from, id: said }) =>
    from === "bot" && said > (id ?? 0)
  );
  await person.close();
  const health = await (await fetch(`${address}/health`)).json();
  assertEquals(health.status, "ok");
  const metrics = await (await fetch(`${address}/metrics`)).text();
  assertStringIncludes(
    metrics,
    'polybot_jobs_total{queue="talo-sqs-updates.fifo",outcome="done"} 1',
  );

  assertEquals(await service.end("SIGTERM"), 0);
  const token = await Deno.readTextFile(
    join(POLYBOT_DATA, "secrets/talo/chat-page/token"),
  );
  assert(!JSON.stringify(service.lines()).includes(token.split(":")[1] ?? ""));
  await page.end("SIGTERM");
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("the service polls if it has no public address", async () => {
  const POLYBOT_DATA = await temporaryFolder();
  await using page = await startTask({ POLYBOT_DATA }, "chat");
  await using service = startService(
    "polybot",
    onPage(page.address, POLYBOT_DATA),
  );
  const { mode, port } = await service.logged("talking to users");
  assertEquals(mode, "polling");
  const refused = await fetch(`http://127.0.0.1:${port}/telegram`, {
    method: "POST",
  });
  await refused.body?.cancel();
  assertEquals(refused.status, 404);
  const person = openPerson(page.address);
  await person.send({ text: "hello" });
  await person.waitFor(({ from }) => from === "bot");
  await person.close();
  assertEquals(await service.end("SIGTERM"), 0);
  await page.end("SIGTERM");
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("the service reports each wrong setting in a sentence, and exits with 1", async (t) => {
  const POLYBOT_DATA = await temporaryFolder();
  const fails = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await runTask("polybot", {
      POLYBOT_DATA,
      HOST: "127.0.0.1",
      ...env,
    });
    assertEquals(code, 1, stdout + stderr);
    assert(!/\n\s+at /.test(stderr), `no stack: ${stderr}`);
    return stderr;
  };
  const secret = join(POLYBOT_DATA, "secrets/a");
  await Deno.mkdir(join(POLYBOT_DATA, "secrets"), { recursive: true });
  await Deno.writeTextFile(secret, "hunter2");

  await t.step("all wrong settings at once", async () => {
    const said = await fails({
      PORT: "eighty",
      TELEGRAM_TOKEN: "12:hunter2",
      TELEGRAM_APP_URL: "http://bot.example.com",
      TELEGRAM_API_ROOT: "api.telegram.org",
      TELEGRAM_SECRET: "a b",
      LOG_LEVEL: "loud",
    });
    for (
      const name of ["PORT", "TELEGRAM_TOKEN", "TELEGRAM_APP_URL", "LOG_LEVEL"]
    ) assertStringIncludes(said, `${name} must be`);
    assertStringIncludes(said, "TELEGRAM_API_ROOT must be");
    assertStringIncludes(said, "TELEGRAM_SECRET must be");
    assert(!said.includes("hunter2"));
  });

  await t.step("both missing secrets", async () => {
    const said = await fails({
      TELEGRAM_APP_URL: "https://bot.example.com:8443",
      SUB_DOMAIN_SECRET: "none/certificate",
    });
    assertStringIncludes(said, "TELEGRAM_SECRET must name a secret");
    assertStringIncludes(said, "'talo/telegram/token'");
    assertStringIncludes(said, "SUB_DOMAIN_SECRET must name a secret");
    assertStringIncludes(said, "'none/certificate'");
  });

  await t.step("both secrets with the wrong content", async () => {
    const said = await fails({
      TELEGRAM_SECRET: "a",
      TELEGRAM_APP_URL: "https://bot.example.com:8443",
      SUB_DOMAIN_SECRET: "a",
    });
    assertStringIncludes(said, "holds no token");
    assertStringIncludes(said, "holds none in PEM");
    assert(!said.includes("hunter2"));
  });

  await t.step("neither a folder nor a bucket", async () => {
    const said = await fails({ POLYBOT_DATA: "" });
    assertStringIncludes(said, "POLYBOT_DATA");
    assertStringIncludes(said, "BUCKET_NAME");
  });
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("polybot --help lists every setting, and --version prints the version", async () => {
  const help = await runTask("polybot", {}, "--help");
  assertEquals(help.code, 0);
  for (
    const name of [
      "TELEGRAM_SECRET",
      "TELEGRAM_TOKEN",
      "TELEGRAM_APP_URL",
      "SUB_DOMAIN_SECRET",
      "TELEGRAM_API_ROOT",
      "HOST",
      "PORT",
      "LOG_LEVEL",
      "POLYBOT_DATA",
      "BUCKET_NAME",
    ]
  ) assertStringIncludes(help.stdout, name);
  const version = await runTask("polybot", {}, "--version");
  assertEquals([version.code, version.stdout], [0, "polybot development\n"]);
});

Deno.test("polybot refuses wrong arguments: it prints its usage and exits with 2", async () => {
  for (const args of [["--nonsense"], ["something"], ["--version=1"]]) {
    const { code, stdout, stderr } = await runTask("polybot", {}, ...args);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, "deno task polybot [--self-check]");
  }
});
