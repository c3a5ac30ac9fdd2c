import { assertEquals, assertNotEquals } from "@std/assert";
import { testOnSharedMoto } from "../moto_test_case.ts";
import { openQueueScene } from "../queue_scene.ts";

testOnSharedMoto(
  "moto remembers a deduplication id after its message was deleted",
  async (moto) => {
    await using queue = await openQueueScene(moto, "updates");
    const first = await queue.send("a1", "once");
    assertEquals(await queue.send("a2", "once"), first);
    const [message] = await queue.receive(0);
    await queue.delete(message);
    assertEquals(await queue.send("a3", "once"), first);
    assertEquals(await queue.receive(0), []);
    assertNotEquals(await queue.send("a4", "another time"), first);
  },
);
