import { assertEquals, assertMatch } from "@std/assert";
import { HttpError } from "grammy";
import { join } from "node:path";
import { createLogger, type Logger, type LogLevel } from "./logging.ts";
import { Secret } from "./secret.ts";

const TOKEN = "1234567890:AAF0abc-def_ghiJKLmnopQRStuvWXYz123";

/** Returns the text and the parsed lines of the file that `write` logs to. */
async function logged(write: (log: Logger) => void, level: LogLevel = "info") {
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "new", "log.jsonl");
    write(createLogger({ level, destination: file }));
    // read without waiting: a line is written before the call that logs it returns
    const text = Deno.readTextFileSync(file);
    const lines = text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
    return { text, lines };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a log line is one JSON object with its time, level, ids and message", async () => {
  const { lines } = await logged((log) =>
    log.child({ chatId: "5" }).warn({ messageId: "a" }, "two\nlines")
  );
  const [{ time, ...line }] = lines;
  assertEquals(line, {
    level: "warn",
    chatId: "5",
    messageId: "a",
    msg: "two\nlines",
  });
  assertMatch(time, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

Deno.test("a logger writes only lines of its level or above", async () => {
  const { lines } = await logged((log) => {
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");
  }, "warn");
  assertEquals(lines.map(({ msg }) => msg), ["c", "d"]);
});

Deno.test("an error is logged with its type, message, stack and causes", async () => {
  const root = new TypeError("the root");
  const { lines } = await logged((log) => {
    const middle = new RangeError("the middle", { cause: root });
    log.error({ error: new Error("the top", { cause: middle }) }, "failed");
    log.error({ error: "a text" }, "failed");
    log.error({ error: new HttpError("the call failed", root) }, "failed");
  });
  const { stack, ...error } = lines[0].error;
  assertEquals(error, {
    type: "Error",
    message: "the top",
    cause: "RangeError: the middle; TypeError: the root",
  });
  assertMatch(stack, /logging_test\.ts/);
  assertEquals(lines[1].error, { type: "string", message: "a text" });
  assertEquals(lines[2].error.cause, "TypeError: the root");
});

Deno.test("no log line contains the bot's token, in any kind of value", async () => {
  const address = `https://api.telegram.org/bot${TOKEN}/getMe?x=1`;
  const { text, lines } = await logged((log) => {
    log.info(`calling ${address}`);
    log.info({ url: address, nested: { deep: [TOKEN] } }, "calling");
    log.info({ token: new Secret(TOKEN) }, "starting");
    const cause = new TypeError(`no route to ${address}`);
    log.error({ error: new Error(TOKEN, { cause }) }, "failed");
    log.error({ error: address }, "failed");
    log.child({ [TOKEN]: TOKEN }).info("child");
    log.info({ file: `https://h/file/bot${encodeURIComponent(TOKEN)}/a.jpg` });
  });
  assertEquals(text.includes("AAF0abc"), false, text);
  assertEquals(lines.length, 7);
  assertEquals(
    lines[0].msg,
    "calling https://api.telegram.org/bot[secret]/getMe?x=1",
  );
});

Deno.test("times and ids that resemble tokens are left unchanged", async () => {
  const { lines } = await logged((log) =>
    log.info(
      { id: "1234567890:5", date: "2026-01-02T03:04:05Z" },
      "bot 5: hello",
    )
  );
  assertEquals(lines[0].id, "1234567890:5");
  assertEquals(lines[0].date, "2026-01-02T03:04:05Z");
  assertEquals(lines[0].msg, "bot 5: hello");
});

Deno.test("createLogger() sets aside a log file that has grown large, and appends to a small one", async () => {
  const folder = await Deno.makeTempDir();
  const file = join(folder, "log.jsonl");
  await Deno.writeFile(file, new Uint8Array(21 * 1024 * 1024));
  createLogger({ level: "info", destination: file }).info("first");
  createLogger({ level: "info", destination: file }).info("second");
  const aside = await Deno.stat(`${file}.1`);
  const lines = (await Deno.readTextFile(file)).trim().split("\n");
  await Deno.remove(folder, { recursive: true });
  assertEquals(aside.size, 21 * 1024 * 1024);
  assertEquals(lines.map((line) => JSON.parse(line).msg), ["first", "second"]);
});
