import { assert, assertEquals } from "@std/assert";
import { entryOf, escapeBody } from "./queue_messages.ts";

Deno.test("escapeBody() escapes what SQS rejects without changing the JSON value", () => {
  const value = { "a\uFFFE": "\uFFFF \u0000 😀 é" };
  const body = escapeBody(JSON.stringify(value));
  assert(!/[\uFFFE\uFFFF]/.test(body));
  assertEquals(JSON.parse(body), value);
  assertEquals(escapeBody("plain"), "plain");
});

Deno.test("entryOf() rounds a delay up to whole seconds", () => {
  assertEquals(entryOf("job", { delay: 0.2 }), {
    MessageBody: "job",
    DelaySeconds: 1,
  });
  assertEquals(entryOf("job", {}), { MessageBody: "job" });
});
