import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { runTask, startTask } from "../lab/processes/task.ts";
import { openPerson } from "../lab/telegram/person.ts";

const temporaryFolder = () => Deno.makeTempDir({ prefix: "polybot-chat-" });

Deno.test("chat serves the page alone, explains how to connect a bot, and keeps the conversation", async () => {
  const POLYBOT_DATA = await temporaryFolder();
  const tokenFile = join(POLYBOT_DATA, "secrets/talo/chat-page/token");
  let token: string;
  {
    await using started = await startTask({ POLYBOT_DATA }, "chat");
    token = await Deno.readTextFile(tokenFile);
    const output = started.output();
    assertStringIncludes(output, `TELEGRAM_API_ROOT=${started.address} `);
    assertStringIncludes(output, `TELEGRAM_TOKEN="$(cat '${tokenFile}')"`);
    assert(!output.includes(token), "the token itself is not shown");
    const called = await fetch(`${started.address}/bot${token}/getMe`);
    assertEquals((await called.json()).result.is_bot, true);
    const person = openPerson(started.address);
    await person.send({ text: "is anybody there?" });
    await person.close();
    assertEquals(await started.end("SIGINT"), 0);
  }
  {
    await using started = await startTask({ POLYBOT_DATA }, "chat");
    assertEquals(await Deno.readTextFile(tokenFile), token);
    const person = openPerson(started.address);
    await person.waitFor(({ text }) => text === "is anybody there?");
    await person.close();
    assertEquals(await started.end("SIGTERM"), 0);
  }
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("chat uses the token from its settings, and stores none", async () => {
  const POLYBOT_DATA = await temporaryFolder();
  const TELEGRAM_TOKEN = "1234567890:AAF-the-token-that-chat-is-given-here";
  await using started = await startTask(
    { POLYBOT_DATA, TELEGRAM_TOKEN },
    "chat",
  );
  const called = await fetch(`${started.address}/bot${TELEGRAM_TOKEN}/getMe`);
  assertEquals((await called.json()).ok, true);
  assert(!started.output().includes(TELEGRAM_TOKEN));
  await started.end("SIGKILL");
  const names = [...Deno.readDirSync(POLYBOT_DATA)].map(({ name }) => name);
  assert(!names.includes("secrets"));
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("chat reports all wrong settings together, and exits with 1", async () => {
  const POLYBOT_DATA = await temporaryFolder();
  const env = { POLYBOT_DATA, PORT: "eighty", TELEGRAM_TOKEN: "12:secret" };
  const { code, stderr } = await runTask("chat", env);
  assertEquals(code, 1);
  assertStringIncludes(stderr, "PORT must be a whole number");
  assertStringIncludes(stderr, "TELEGRAM_TOKEN must be a token");
  assert(!stderr.includes("12:secret"));
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("chat --help names every setting", async () => {
  const { code, stdout } = await runTask("chat", {}, "--help");
  assertEquals(code, 0);
  for (const name of ["PORT", "HOST", "POLYBOT_DATA", "TELEGRAM_TOKEN"]) {
    assertStringIncludes(stdout, name);
  }
});
