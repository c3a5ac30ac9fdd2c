import { assert, assertEquals } from "@std/assert";
import type { Update } from "grammy/types";
import { plainPng, RED } from "../lab/pictures/plain_pictures.ts";
import { CHAT } from "./conversation/identity.ts";
import {
  file,
  formOf,
  openTestChat,
  readEvents,
  TOKEN,
} from "../lab/telegram/test_chat.ts";

Deno.test("the conversation, updates, files and settings survive a restart", async () => {
  await using chat = await openTestChat();
  const photo = file(await plainPng(400, 200, RED), "a.png");
  await chat.post({ text: "blur", photo });
  await chat.sendAsBot("done", { reply_parameters: { message_id: 1 } });
  const commands = [{ command: "help", description: "What I can do" }];
  await chat.call("setMyCommands", { commands });
  const before = [await chat.events(2), await chat.updates()];

  await chat.restart();

  assertEquals([await chat.events(2), await chat.updates()], before);
  assertEquals((await chat.call("getMyCommands")).result, commands);
  const [update] = await chat.updates();
  const file_id = update?.message?.photo?.at(-1)?.file_id;
  const { result } = await chat.call("getFile", { file_id });
  const stored = await chat.app.request(
    `/file/bot${TOKEN}/${result.file_path}`,
  );
  assertEquals((await stored.bytes()).length, result.file_size);
  const again = await chat.call("sendPhoto", {
    chat_id: CHAT.id,
    photo: file_id,
  });
  assertEquals(again.result.message_id, 3);
  await chat.post({ text: "next" });
  const ids = (await chat.updates()).map((update) => update.update_id);
  assertEquals(ids, [ids[0], Number(ids[0]) + 1]);
});

/** Starts the chat page in its own process. */
async function startProcess(directory: string) {
  const script =
    new URL("../lab/processes/chat_process.ts", import.meta.url).pathname;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", script, directory],
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  const address = new TextDecoder().decode(value).trim();
  return {
    address,
    async kill() {
      child.kill("SIGKILL");
      await child.status;
      await child.stdout.cancel();
    },
  };
}

Deno.test("a process that is killed at any moment keeps everything that it has accepted", async () => {
  const directory = await Deno.makeTempDir({ prefix: "polybot-killed-" });
  const png = await plainPng(200, 100, RED);
  const accepted: number[] = [];
  for (let round = 1; round <= 3; round++) {
    const chat = await startProcess(directory);
    let killed = false;
    const send = async () => {
      while (!killed) {
        try {
          const response = await fetch(`${chat.address}/api/messages`, {
            method: "POST",
            body: formOf({ photo: [file(png, "a.png"), file(png, "b.png")] }),
          });
          const { messageIds } = await response.json();
          assertEquals(response.status, 202);
          accepted.push(...messageIds);
        } catch (error) {
          if (!killed) throw error;
        }
      }
    };
    const sending = [send(), send()];
    while (accepted.length < round * 20) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    killed = true;
    await chat.kill();
    await Promise.all(sending);
  }

  const chat = await startProcess(directory);
  const updates = await receiveAll(chat.address);
  const messages = updates.map(({ message }) => message);
  const ids = messages.map((message) => message?.message_id ?? 0);
  assertEquals(new Set(accepted).size, accepted.length);
  for (const id of accepted) assert(ids.includes(id), `message ${id} is lost`);
  // Albums that were stored before the sender received a response are complete, too.
  for (
    const album of Map.groupBy(messages, (one) => one?.media_group_id).values()
  ) {
    assertEquals(album.length, 2);
  }
  const [first = 0] = updates.map((update) => update.update_id);
  assertEquals(
    updates.map((update) => update.update_id),
    updates.map((_, index) => first + index),
  );
  const events = await readEvents(
    await fetch(`${chat.address}/api/events`),
    ids.length,
  );
  assertEquals(events.map(({ id }) => id), ids);
  for (const { photoUrl } of events) {
    const response = await fetch(`${chat.address}${photoUrl}`);
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }
  await chat.kill();
  await Deno.remove(directory, { recursive: true });
});

/** Receives and confirms all updates. */
async function receiveAll(address: string): Promise<Update[]> {
  const received: Update[] = [];
  for (;;) {
    const offset = (received.at(-1)?.update_id ?? -1) + 1;
    const response = await fetch(
      `${address}/bot${TOKEN}/getUpdates?offset=${offset}`,
    );
    const { result } = await response.json();
    if (result.length === 0) return received;
    received.push(...result);
  }
}
