import { assertEquals } from "@std/assert";
import { holdProcess } from "./held_process.ts";

const text = new TextDecoder();

Deno.test("holdProcess() prints nothing until it is asked, then all of it and what follows", async () => {
  const printed: string[] = [];
  const go = await Deno.makeTempFile();
  using held = holdProcess(
    "bash",
    ["-c", `echo one; while [ ! -s ${go} ]; do sleep 0.01; done; echo two >&2`],
    (output) => printed.push(text.decode(output)),
  );
  await Deno.stat(go);
  assertEquals(printed, []);

  const shown = held.show();
  await Deno.writeTextFile(go, "go on");

  assertEquals(await shown, true);
  assertEquals(printed.join(""), "one\ntwo\n");
  await Deno.remove(go);
});

Deno.test("holdProcess() says that a command failed", async () => {
  using held = holdProcess("bash", ["-c", "exit 3"], () => {});
  assertEquals(await held.show(), false);
});
