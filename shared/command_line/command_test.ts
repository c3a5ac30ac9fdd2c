import { assertEquals, assertThrows } from "@std/assert";
import {
  createCommand,
  numberOf,
  parseArguments,
  UsageError,
} from "./command.ts";

const POSITIVE = numberOf("--times", "be a number above 0", (n) => n > 0);
const COMMAND = createCommand("greet", "Greets somebody.")
  .argument("[names...]", "whom")
  .option("--times <n>", "how often", POSITIVE, 1)
  .option("-l, --loud", "shout");

const parse = (...args: string[]) => parseArguments(COMMAND, args);
const refused = (...args: string[]) =>
  assertThrows(() => parse(...args), UsageError).message;

/** Runs a command that exits with `code`, or throws `error`, in a process of its own. */
async function run(args: string[], body: string) {
  const script = `
    import { createCommand, runCommand, UsageError } from "./command.ts";
    const command = createCommand("greet", "Greets somebody.")
      .option("--loud", "shout").version("1.2", "--version", "show the version");
    const operatorErrors = [RangeError];
    await runCommand(command, { operatorErrors, args: ${JSON.stringify(args)},
      run({ options }) { ${body} } });`;
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--ext=ts", script],
    cwd: import.meta.dirname ?? "",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("parseArguments() returns positionals and options with their defaults", () => {
  assertEquals(parse(), { positionals: [[]], options: { times: 1 } } as never);
  assertEquals(parse("Ada", "--times", "2.5", "Bob", "-l"), {
    positionals: [["Ada", "Bob"]],
    options: { times: 2.5, loud: true },
  });
});

Deno.test("parseArguments() refuses wrong arguments with a sentence", () => {
  assertEquals(
    refused("--times", "x"),
    "--times must be a number above 0: current value is 'x'",
  );
  assertEquals(
    refused("--times", ""),
    "--times must be a number above 0: current value is ''",
  );
  assertEquals(refused("--times"), "Option '--times <n>' argument missing");
  assertEquals(
    refused("--time", "2"),
    "Unknown option '--time' (Did you mean --times?)",
  );
});

Deno.test("--help and --version are printed even if other arguments are wrong", async () => {
  const help = await run(["--nonsense", "--help"], "Deno.exit(9)");
  assertEquals([help.code, help.stderr], [0, ""]);
  assertEquals(help.stdout.split("\n").slice(0, 3), [
    "Usage: greet [--loud] [--version] [--help]",
    "",
    "Greets somebody.",
  ]);
  const version = await run(["--version"], "Deno.exit(9)");
  assertEquals([version.code, version.stdout], [0, "1.2\n"]);
});

Deno.test("runCommand() exits with the code that run() returns", async () => {
  assertEquals((await run([], "return Promise.resolve(7)")).code, 7);
});

Deno.test("runCommand() exits with 1 and one sentence after an operator error", async () => {
  const { code, stderr } = await run([], "throw new RangeError('Cannot.')");
  assertEquals([code, stderr], [1, "Cannot.\n"]);
});

Deno.test("runCommand() exits with 2 and the usage after wrong arguments", async () => {
  const usage = "Usage: greet [--loud] [--version] [--help]\n";
  const { code, stderr } = await run(["--quiet"], "");
  assertEquals([code, stderr], [
    2,
    `Unknown option '--quiet'. See greet --help\n\n${usage}`,
  ]);
  const own = await run(["--loud"], "throw new UsageError('Not loud')");
  assertEquals([own.code, own.stderr], [
    2,
    `Not loud. See greet --help\n\n${usage}`,
  ]);
});
