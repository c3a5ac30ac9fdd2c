import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import type { Backend } from "../backend.ts";
import {
  CONTRACT_QUEUES,
  describeBackendContract,
} from "../../lab/backend_contract/mod.ts";
import { openTemporaryBackend } from "../../lab/backend/temporary_backend.ts";
import { DataFolderError, openEmbeddedBackend } from "./mod.ts";

describeBackendContract("embedded", async () => {
  const folder = await Deno.makeTempDir();
  const options = { queues: CONTRACT_QUEUES };
  const backend = await openEmbeddedBackend(folder, options);
  const opened: Backend[] = [backend];
  return {
    backend,
    putSecret: backend.putSecret,
    async openAgain() {
      const again = await openEmbeddedBackend(folder, options);
      opened.push(again);
      return again;
    },
    async close() {
      for (const each of opened) await each.close();
      await Deno.remove(folder, { recursive: true });
    },
  };
});

Deno.test("a backend that is opened again contains everything that was stored before", async () => {
  await using opened = await openTemporaryBackend();
  const { backend, directory } = opened;
  await backend.identify.send("waits");
  await backend.results.send("is in flight");
  await backend.results.receive({ wait: 0 });
  await backend.objects.put("images/a.jpg", Uint8Array.of(1), "image/jpeg");
  const version = await backend.answers.put("a", { state: "answered" });
  await backend.putSecret("token", "123:abc");
  await backend.close();

  const again = await openEmbeddedBackend(directory);
  assertEquals((await again.identify.receive({ wait: 0 }))?.body, "waits");
  assertEquals((await again.results.depth()).inFlight, 1);
  assertEquals(await again.objects.get("images/a.jpg"), Uint8Array.of(1));
  assertEquals((await again.answers.get("a"))?.version, version);
  assertEquals((await again.secrets.get("token")).reveal(), "123:abc");
  await again.close();
});

Deno.test("openEmbeddedBackend() creates its folder for its owner only", async () => {
  await using opened = await openTemporaryBackend();
  const folder = join(opened.directory, "a", "b");
  const backend = await openEmbeddedBackend(folder);
  await backend.close();
  assertEquals(((await Deno.stat(folder)).mode ?? 0) & 0o777, 0o700);
});

Deno.test("openEmbeddedBackend() rejects a folder that it cannot write to", async () => {
  await using opened = await openTemporaryBackend();
  const file = join(opened.directory, "file");
  await Deno.writeTextFile(file, "");
  for (const folder of [file, join(file, "below"), "/proc/polybot"]) {
    await assertRejects(
      () => openEmbeddedBackend(folder),
      DataFolderError,
      `Cannot use '${folder}' as the data folder`,
    );
  }
});

Deno.test("a closed backend rejects every call", async () => {
  await using opened = await openTemporaryBackend();
  await opened.backend.close();
  for (
    const work of [
      () => opened.backend.identify.send("job"),
      () => opened.backend.identify.receive({ wait: 0 }),
      () => opened.backend.answers.get("a"),
    ]
  ) await assertRejects(work, Error, "it was closed");
});
