import { assertEquals } from "@std/assert";

const SCRIPT = `
  const { openDetector } = await import("./detector.ts");
  const detector = await openDetector();
  await detector.close();
`;

Deno.test("a detector writes no telemetry reports", async () => {
  const home = await Deno.makeTempDir({ prefix: "polybot-home-" });
  const DENO_DIR = await Deno.makeTempDir({ prefix: "polybot-deno-" });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--quiet", "--no-check", SCRIPT],
    cwd: new URL(".", import.meta.url),
    // the folders where onnxruntime keeps its reports
    env: { HOME: home, XDG_CACHE_HOME: home, TMPDIR: home, DENO_DIR },
  }).output();
  assertEquals(success, true, new TextDecoder().decode(stderr));
  assertEquals(await Array.fromAsync(Deno.readDir(home)), []);
  await Deno.remove(home, { recursive: true });
  await Deno.remove(DENO_DIR, { recursive: true });
});
