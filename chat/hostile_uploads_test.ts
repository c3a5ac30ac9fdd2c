import { assert, assertEquals, assertMatch } from "@std/assert";
import { MAX_PICTURE_BYTES } from "../shared/pictures/limits.ts";
import { hostileFiles } from "../lab/pictures/hostile_files.ts";
import { plainPng, RED } from "../lab/pictures/plain_pictures.ts";
import { file, formOf, openTestChat } from "../lab/telegram/test_chat.ts";

Deno.test("every hostile file is accepted, as a photo if it is a picture, and the next photo works", async () => {
  await using chat = await openTestChat();
  for (const { name, bytes, isPicture } of await hostileFiles()) {
    const { status, body } = await chat.post({ photo: file(bytes, name) });
    assertEquals(status, 202, name);
    const [id = 0] = body.messageIds;
    const [event] = await chat.events(1, id - 1);
    assert(event?.photoUrl || event?.documentUrl, name);
    if (isPicture) assert(event.photoUrl, `${name} is a picture`);
  }
  const photo = file(await plainPng(40, 20, RED), "a.png");
  const { body } = await chat.post({ photo });
  const [event] = await chat.events(1, Number(body.messageIds[0]) - 1);
  assert(event?.photoUrl);
});

Deno.test("a file of more than 20 MB is refused with a sentence for the sender", async () => {
  await using chat = await openTestChat();
  const address = `${chat.serve()}/api/messages`;
  const large = file(new Uint8Array(MAX_PICTURE_BYTES + 1), "large.png");
  for (const name of ["photo", "document"]) {
    const response = await fetch(address, {
      method: "POST",
      body: formOf({ [name]: large, text: "blur" }),
    });
    assertEquals(response.status, 413);
    assertMatch(
      (await response.json()).error,
      /^This file has more than 20 MB/,
    );
  }
});

Deno.test("an upload that ends early leaves nothing, and the next one works", async () => {
  await using chat = await openTestChat();
  const address = `${chat.serve()}/api/messages`;
  const form = new Response(formOf({ document: file(new Uint8Array(50_000)) }));
  const whole = await form.bytes();
  const sending = new AbortController();
  const half = ReadableStream.from((async function* () {
    yield whole.subarray(0, whole.length / 2);
    sending.abort();
    await new Promise(() => {});
  })());
  const headers = { "content-type": form.headers.get("content-type") ?? "" };
  const outcome = await fetch(address, {
    method: "POST",
    headers,
    body: half,
    signal: sending.signal,
  }).catch((error) => error.name);
  assertEquals(outcome, "AbortError");
  const next = await fetch(address, { method: "POST", headers, body: whole });
  assertEquals(await next.json(), { messageIds: [1] });
});
