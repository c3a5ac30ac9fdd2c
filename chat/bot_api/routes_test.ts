import { assertEquals } from "@std/assert";
import { CHAT } from "../conversation/identity.ts";
import { file, openTestChat, TOKEN } from "../../lab/telegram/test_chat.ts";
import { plainPng, RED } from "../../lab/pictures/plain_pictures.ts";

Deno.test("the Bot API refuses a wrong token for every method", async () => {
  await using chat = await openTestChat();
  for (
    const path of [
      "/bot1:wrong/getMe",
      `/bot${TOKEN}x/getMe`,
      "/bot1:wrong/noSuchMethod",
      "/file/bot1:wrong/photos/x.jpg",
    ]
  ) {
    const response = await chat.app.request(path);
    assertEquals(response.status, 401, path);
    assertEquals(await response.json(), {
      ok: false,
      error_code: 401,
      description: "Unauthorized",
    });
  }
});

Deno.test("the Bot API refuses unknown methods", async () => {
  await using chat = await openTestChat();
  const { status, ...answer } = await chat.call("banChatMember");
  assertEquals(status, 404);
  assertEquals(
    answer,
    {
      ok: false,
      error_code: 404,
      description: "Not Found",
    } as typeof answer,
  );
  const deep = await chat.app.request(`/bot${TOKEN}/getMe/again`);
  assertEquals(deep.status, 404);
});

Deno.test("the Bot API accepts GET and POST, and method names in any case", async () => {
  await using chat = await openTestChat();
  const address = `/bot${TOKEN}/GETME`;
  const got = await (await chat.app.request(address)).json();
  const posted = await (await chat.app.request(address, { method: "POST" }))
    .json();
  assertEquals(got, posted);
  assertEquals(got.ok, true);
  assertEquals(got.result.id, 123456789);
  assertEquals(got.result.is_bot, true);
});

Deno.test("the Bot API refuses a file that is larger than a bot may send", async () => {
  await using chat = await openTestChat({ limits: { botFile: 1000 } });
  const form = new FormData();
  form.set("chat_id", String(CHAT.id));
  form.set("document", file(new Uint8Array(1001)));
  const { status, description } = await chat.call("sendDocument", form);
  assertEquals([status, description], [413, "Request Entity Too Large"]);
});

Deno.test("a file is downloaded unchanged from the path that getFile returns", async () => {
  await using chat = await openTestChat();
  const bytes = await plainPng(30, 20, RED);
  await chat.post({ document: file(bytes, "red.png") });
  const [update] = await chat.updates();
  const file_id = update?.message?.document?.file_id;
  const { result } = await chat.call("getFile", { file_id });
  assertEquals(result.file_size, bytes.length);
  const response = await chat.app.request(
    `/file/bot${TOKEN}/${result.file_path}`,
  );
  assertEquals(response.headers.get("content-type"), "image/png");
  assertEquals(await response.bytes(), new Uint8Array(bytes));
  for (const path of ["photos/none.jpg", "../chat.db", "..%2fchat.db"]) {
    const missing = await chat.app.request(`/file/bot${TOKEN}/${path}`);
    assertEquals(missing.status, 404, path);
  }
});
