import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Hono } from "hono";
import { z } from "zod";
import { BotApiError } from "./bot_api_error.ts";
import {
  checkParameters,
  flag,
  integer,
  json,
  type Parameters,
  readParameters,
  text,
} from "./parameters.ts";

/** Sends a request and returns the parameters that were read. */
async function read(path: string, init: RequestInit = {}, fileLimit = 1000) {
  let result: Promise<Parameters> | undefined;
  const app = new Hono().all("*", async (context) => {
    result = readParameters(context.req, fileLimit);
    await result.catch(() => {});
    return context.body(null);
  });
  await app.request(path, init);
  const { values, files } = await result ?? {};
  return { values: Object.fromEntries(values ?? []), files };
}

const post = (body: BodyInit, type?: string) => ({
  method: "POST",
  body,
  ...(type ? { headers: { "content-type": type } } : {}),
});

Deno.test("readParameters() returns the same values for a query, a form, JSON and multipart", async () => {
  const expected = { chat_id: "12", text: "a b&ä", list: '["x"]' };
  const query = new URLSearchParams(expected);
  const form = new FormData();
  for (const [name, value] of query) form.set(name, value);
  const data = JSON.stringify({ chat_id: 12, text: "a b&ä", list: ["x"] });
  const all = [
    await read(`/?${query}`),
    await read("/", post(query)),
    await read("/", post(data, "application/json; charset=utf-8")),
    await read("/", post(form)),
  ];
  for (const { values } of all) assertEquals(values, expected);
});

Deno.test("readParameters() lets the body override the query", async () => {
  const { values } = await read(
    "/?a=query&b=query",
    post('{"a":"body","c":null}', "application/json"),
  );
  assertEquals(values, { a: "body", b: "query" });
});

Deno.test("readParameters() separates files from values", async () => {
  const form = new FormData();
  form.set("photo", "attach://one");
  form.set("one", new File(["bytes"], "a.jpg"));
  const { values, files } = await read("/", post(form));
  assertEquals(values, { photo: "attach://one" });
  assertEquals(files?.get("one")?.fileName, "a.jpg");
});

Deno.test("readParameters() refuses malformed and too large bodies in Telegram's words", async () => {
  const refused = async (init: RequestInit) => {
    const error = await assertRejects(() => read("/", init), BotApiError);
    return [error.code, error.message];
  };
  const large = new FormData();
  large.set("photo", new File([new Uint8Array(1001)], "a.jpg"));
  assertEquals(await refused(post("{", "application/json")), [
    400,
    "Bad Request: can't parse JSON object",
  ]);
  assertEquals(await refused(post("[1]", "application/json")), [
    400,
    "Bad Request: can't parse JSON object",
  ]);
  assertEquals(
    await refused(post("--x", "multipart/form-data; boundary=x")),
    [400, "Bad Request: can't parse multipart/form-data"],
  );
  assertEquals(await refused(post(large)), [413, "Request Entity Too Large"]);
  const endless = `a=${"x".repeat(2_000_000)}`;
  assertEquals(
    await refused(post(endless, "application/x-www-form-urlencoded")),
    [413, "Request Entity Too Large"],
  );
});

Deno.test("checkParameters() reads numbers, flags and JSON as Telegram does", () => {
  const schema = z.object({
    number: integer,
    nonsense: integer,
    yes: flag,
    no: flag,
    list: json(z.array(z.string()), "can't parse list"),
    words: text,
  });
  const values = new Map(Object.entries({
    number: " -12 ",
    nonsense: "1e3",
    yes: "True",
    list: '["a"]',
  }));
  assertEquals(checkParameters(schema, { values, files: new Map() }), {
    number: -12,
    nonsense: undefined,
    yes: true,
    no: false,
    list: ["a"],
    words: "",
  });
});

Deno.test("checkParameters() reports the first error", () => {
  const schema = z.object({
    list: json(z.array(z.string()), "can't parse list"),
  });
  for (const list of ["[1]", "{", "x"]) {
    assertThrows(
      () =>
        checkParameters(schema, {
          values: new Map([["list", list]]),
          files: new Map(),
        }),
      BotApiError,
      "Bad Request: can't parse list",
    );
  }
});
