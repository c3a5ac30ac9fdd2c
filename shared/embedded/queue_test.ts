import { assert, assertEquals } from "@std/assert";
import { DEDUPLICATION_WINDOW } from "../queue_settings.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";

Deno.test("a FIFO queue accepts a deduplication id again after five minutes", async () => {
  let now = Date.now();
  await using opened = await openTemporaryBackend({ now: () => now });
  const { updates } = opened.backend;
  const options = { group: "a", deduplicationId: "1" };
  const id = await updates.send("first", options);

  now += DEDUPLICATION_WINDOW * 1000 - 1;
  assertEquals(await updates.send("second", options), id);
  assertEquals((await updates.depth()).visible, 1);

  now += 1;
  await updates.send("third", options);
  assertEquals((await updates.depth()).visible, 2);
});

Deno.test("receive() returns the message that has waited longest, so that a failing message does not delay others", async () => {
  let now = Date.now();
  await using opened = await openTemporaryBackend({ now: () => now });
  const { identify } = opened.backend;
  for (const body of ["fails", "second", "third"]) {
    await identify.send(body);
    now++;
  }
  const bodies = [];
  for (let count = 0; count < 4; count++) {
    const message = await identify.receive({ wait: 0 });
    assert(message);
    bodies.push(message.body);
    if (message.body === "fails") await identify.changeVisibility(message, 0);
    else await identify.delete(message);
    now++;
  }
  assertEquals(bodies, ["fails", "second", "third", "fails"]);
});

Deno.test("receive() on a FIFO queue serves groups in turn", async () => {
  let now = Date.now();
  await using opened = await openTemporaryBackend({ now: () => now });
  const { updates } = opened.backend;
  for (const body of ["z1", "a1", "a2", "a3", "z2"]) {
    await updates.send(body, { group: body.charAt(0), deduplicationId: body });
    now++;
  }
  const bodies = [];
  for (let count = 0; count < 5; count++) {
    const message = await updates.receive({ wait: 0 });
    assert(message);
    bodies.push(message.body);
    await updates.delete(message);
  }
  assertEquals(bodies, ["z1", "a1", "a2", "a3", "z2"]);
});

Deno.test("a busy consumer does not block the rest of its process", async () => {
  await using opened = await openTemporaryBackend();
  const { identify } = opened.backend;
  for (let count = 0; count < 200; count++) await identify.send("job");
  let turns = 0;
  const timer = setInterval(() => turns++, 0);
  for (let count = 0; count < 200; count++) {
    const message = await identify.receive({ wait: 0 });
    if (message) await identify.delete(message);
  }
  clearInterval(timer);
  assert(turns > 0, "no timer had a turn");
});
