import { assertEquals } from "@std/assert";
import { drawBar } from "./progress_line.ts";

Deno.test("drawBar() fills the part that is done, within its cells", () => {
  assertEquals(
    [-1, 0, 0.49, 0.5, 1, 2].map((part) => drawBar(part, 4)),
    ["░░░░", "░░░░", "█░░░", "██░░", "████", "████"],
  );
});

/** Returns what a process whose standard error is not a terminal shows. */
async function linesOf(plainEvery: number) {
  const script = `
    import { startProgressLine } from "./progress_line.ts";
    const line = startProgressLine({ plainEvery: ${plainEvery} });
    line.show("1");
    line.print("look");
    line.show("2");
    line.end();`;
  const { stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", script],
    cwd: import.meta.dirname ?? "",
    stdout: "null",
  }).output();
  return new TextDecoder().decode(stderr);
}

Deno.test("without a terminal, a progress line prints whole lines, and the last one once", async () => {
  assertEquals(await linesOf(Infinity), "look\n2\n");
  assertEquals(await linesOf(0), "1\nlook\n2\n");
});
