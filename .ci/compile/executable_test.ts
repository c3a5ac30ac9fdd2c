import { assertRejects } from "@std/assert";
import { inspectExecutable } from "./executable.ts";

Deno.test("inspectExecutable() refuses a file that deno compile did not make", async () => {
  const file = await Deno.makeTempFile();
  await Deno.writeTextFile(file, "#!/bin/sh\n");
  const sentence = `Cannot read '${file}': it is no executable`;
  await assertRejects(() => inspectExecutable(file), Error, sentence);
  await Deno.remove(file);
  await assertRejects(
    () => inspectExecutable(Deno.execPath()),
    Error,
    "it is no executable of deno compile's",
  );
});
