import {
  CONTRACT_QUEUES,
  describeBackendContract,
} from "../backend_contract.ts";
import type { Backend } from "../backend.ts";
import { openEmbeddedBackend } from "./mod.ts";

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
