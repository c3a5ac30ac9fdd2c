import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { openPerson } from "./lab/telegram/person.ts";
import { runTask, startTask } from "./lab/processes/task.ts";

const ASTRONAUT = await Deno.readFile(
  new URL("./shared/pictures/samples/astronaut.png", import.meta.url),
);

const temporaryFolder = () => Deno.makeTempDir({ prefix: "polybot-start-" });

Deno.test("start runs the whole bot, keeps its data over a restart, and stops cleanly", async (t) => {
  const POLYBOT_DATA = await temporaryFolder();
  {
    await using started = await startTask({ POLYBOT_DATA });
    const person = openPerson(started.address);

    await t.step(
      "a photo captioned predict comes back with its objects counted",
      async () => {
        const photos = [ASTRONAUT];
        const [id] = await person.send({ text: "predict", photos });
        const answer = await person.waitForAnswer(id);
        assertStringIncludes(answer.text ?? "", "Detected Objects:\n");
        assertStringIncludes(answer.text ?? "", "Person: 1");
        const picture = await person.fetch(answer.photoUrl ?? "");
        assertEquals([...picture.subarray(0, 2)], [0xff, 0xd8]);
      },
    );

    await t.step("health and metrics report it", async () => {
      const health = await fetch(`${started.address}/health`);
      assertEquals((await health.json()).status, "ok");
      const response = await fetch(`${started.address}/metrics`);
      assertStringIncludes(
        await response.text(),
        'polybot_jobs_total{queue="talo-sqs-identify",outcome="done"} 1',
      );
    });

    await t.step(
      "the log shows the photo's way through both services, and no token",
      async () => {
        const log = await Deno.readTextFile(join(POLYBOT_DATA, "log.jsonl"));
        const lines = log.trim().split("\n").map((line) => JSON.parse(line));
        const { requestId } = lines.find(({ msg }) =>
          msg === "requested a prediction"
        );
        const ofRequest = lines.filter((line) => line.requestId === requestId);
        assert(ofRequest.length >= 3, log);
        const token = await Deno.readTextFile(
          join(POLYBOT_DATA, "secrets", "talo", "chat-page", "token"),
        );
        assert(token.length > 30 && !log.includes(token));
      },
    );

    await t.step("SIGINT ends it with exit code 0", async () => {
      await person.close();
      assertEquals(await started.end("SIGINT"), 0);
    });
  }
  await t.step("the conversation is kept", async () => {
    await using started = await startTask({ POLYBOT_DATA });
    const person = openPerson(started.address);
    await person.waitFor(({ text }) => text?.includes("Person: 1") === true);
    await person.close();
  });
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("start reports every problem in one sentence and exits with 1", async (t) => {
  const POLYBOT_DATA = await temporaryFolder();
  const fails = async (env: Record<string, string>) => {
    const { code, stdout, stderr } = await runTask("start", {
      POLYBOT_DATA,
      ...env,
    });
    assertEquals(code, 1, stdout + stderr);
    assert(!/\n\s+at /.test(stderr), `no stack: ${stderr}`);
    return stderr;
  };

  await t.step("all wrong settings at once", async () => {
    const message = await fails({
      PORT: "eighty",
      LOG_LEVEL: "loud",
      TELEGRAM_TOKEN: "12:secret",
      YOLO5_THREADS: "0",
    });
    for (const name of ["PORT", "LOG_LEVEL", "TELEGRAM_TOKEN", "YOLO5_THR"]) {
      assertStringIncludes(message, name);
    }
    assertStringIncludes(message, "'eighty'");
    assert(!message.includes("12:secret"), "a token is not shown");
  });

  await t.step("a port in use", async () => {
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () => new Response(),
    );
    const message = await fails({ PORT: String(server.addr.port) });
    assertStringIncludes(message, `:${server.addr.port} as it is in use`);
  });

  await t.step("a model that cannot be read", async () => {
    const YOLO5_MODEL = join(POLYBOT_DATA, "none.onnx");
    assertStringIncludes(await fails({ YOLO5_MODEL }), "none.onnx");
    await Deno.writeTextFile(YOLO5_MODEL, "<html>Not found</html>");
    assertStringIncludes(await fails({ YOLO5_MODEL }), "none.onnx");
  });

  await t.step("a data folder that cannot be written", async () => {
    const file = join(POLYBOT_DATA, "file");
    await Deno.writeTextFile(file, "");
    assertStringIncludes(await fails({ POLYBOT_DATA: file }), file);
  });

  await t.step("a damaged conversation", async () => {
    // in its own folder, as SQLite would repair the file from the WAL of an earlier run
    const damaged = join(POLYBOT_DATA, "damaged");
    await Deno.mkdir(damaged);
    await Deno.writeTextFile(join(damaged, "chat.db"), "no database");
    const message = await fails({ POLYBOT_DATA: damaged });
    assertStringIncludes(message, "Cannot open the chat");
  });

  await t.step("a Bot API that refuses the token", async () => {
    await using server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () =>
        Response.json(
          { ok: false, error_code: 401, description: "Unauthorized" },
          { status: 401 },
        ),
    );
    const TELEGRAM_TOKEN = "123456789:AAFakeTokenThatNobodyKnowsOfAtAll_1";
    const message = await fails({
      TELEGRAM_TOKEN,
      TELEGRAM_API_ROOT: `http://127.0.0.1:${server.addr.port}`,
    });
    assertStringIncludes(message, "refused the token");
    assert(!message.includes(TELEGRAM_TOKEN));
  });
  await Deno.remove(POLYBOT_DATA, { recursive: true });
});

Deno.test("start --help lists every setting", async () => {
  const { code, stdout } = await runTask("start", {}, "--help");
  assertEquals(code, 0);
  for (const name of ["PORT", "HOST", "POLYBOT_DATA", "YOLO5_MODEL"]) {
    assertStringIncludes(stdout, name);
  }
});
