import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
} from "@aws-sdk/client-auto-scaling";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { testWithMoto } from "../lab/aws/moto/moto_test_case.ts";
import { startMoto } from "../lab/aws/moto/moto.ts";
import { createResources } from "../lab/aws/moto/resources.ts";
import type { Backend } from "../shared/backend.ts";
import { openPerson } from "../lab/telegram/person.ts";
import { startService, startTask } from "../lab/processes/task.ts";
import { openTemporaryBackend } from "../lab/backend/temporary_backend.ts";
import { until } from "../lab/until.ts";
import type { Report } from "./report/report.ts";

const ROOT = new URL("../", import.meta.url);

type Env = Readonly<Record<string, string>>;

/** Returns the command `deno run -A load_test.ts`. */
const command = (env: Env, args: readonly string[]) =>
  new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "load_test.ts", ...args],
    cwd: ROOT,
    env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });

async function outputOf(process: { output(): Promise<Deno.CommandOutput> }) {
  const { code, stdout, stderr } = await process.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

const loadTest = (env: Env, ...args: string[]) => outputOf(command(env, args));

const readReport = async (file: string): Promise<Report> =>
  JSON.parse(await Deno.readTextFile(file));

/** Returns all files in a folder and its subfolders. */
function filesIn(folder: string): string[] {
  return Array.from(Deno.readDirSync(folder)).flatMap(({ name, isDirectory }) =>
    isDirectory ? filesIn(join(folder, name)) : [join(folder, name)]
  );
}

const results = async ({ results }: Backend) => (await results.depth()).visible;

Deno.test("a load test of deno task start finds every record, sends nothing to users, and deletes its pictures", async () => {
  await using folder = await openTemporaryBackend();
  const { backend, directory } = folder;
  const env = { POLYBOT_DATA: directory, YOLO5_THREADS: "1" };
  await using started = await startTask(env);
  const person = openPerson(started.address);
  const out = join(directory, "report.json");
  const { code, stdout, stderr } = await loadTest(
    env,
    ...["--count", "12", "--rate", "40", "--out", out],
  );
  assertEquals(code, 0, stdout + stderr);
  assertStringIncludes(stdout, `at 40 per second to the folder ${directory}`);
  assertStringIncludes(stdout, "done              12\n");
  assertStringIncludes(stderr, "100%  sent 12 of 12  done 12  failed 0");

  const report = await readReport(out);
  assertEquals(
    [report.sent, report.done, report.failed, report.unfinished, report.end],
    [12, 12, 0, 0, "complete"],
  );
  const { p50 = 0, p95 = 0, p99 = 0, max = 0 } = report.latency ?? {};
  assert(0 < p50 && p50 <= p95 && p95 <= p99 && p99 <= max, stdout);
  const done = report.timeline.reduce((sum, { done }) => sum + done, 0);
  assertEquals(done * (report.timeline[0]?.second ?? 0), 12);
  const chart = await Deno.readTextFile(join(directory, "report.svg"));
  assertStringIncludes(chart, "12 done");

  assertEquals((await backend.predictions.ofChat(0)).length, 12);
  await until(async () => await results(backend) === 0);
  assertEquals(person.events, []);
  assertEquals(filesIn(join(directory, "objects")), []);
  await person.close();
  assertEquals(await started.end("SIGTERM"), 0);
});

Deno.test("a load test with --images sends pictures of the bucket; an unreadable one counts as failed and sets the exit code", async () => {
  await using folder = await openTemporaryBackend();
  const { backend, directory } = folder;
  const env = { POLYBOT_DATA: directory, YOLO5_THREADS: "1" };
  const picture = await Deno.readFile(
    new URL("shared/pictures/samples/chelsea.png", ROOT),
  );
  await backend.objects.put("images/own/cat.png", picture, "image/png");
  await backend.objects.put("images/page.jpg", picture.slice(50), "image/jpeg");
  await using _yolo5 = startService("yolo5", env);
  const { code, stdout } = await loadTest(
    env,
    ...["--count", "4", "--rate", "100", "--images", "own/cat.png", "page.jpg"],
  );
  assertEquals(code, 1, stdout);
  assertStringIncludes(stdout, "done              2\nfailed            2\n");
  assertStringIncludes(stdout, "The worker's log says why");
  // the originals stay, the annotated pictures are deleted
  assertEquals(filesIn(join(directory, "objects")).length, 2);
});

Deno.test("Ctrl-C ends a load test early, writes the report and keeps the pictures of jobs on the queue", async () => {
  await using folder = await openTemporaryBackend();
  const { backend, directory } = folder;
  const out = join(directory, "report.json");
  const child = command({ POLYBOT_DATA: directory }, [
    ...["--rate", "20", "--duration", "600", "--out", out],
  ]).spawn();
  await until(async () => (await backend.identify.depth()).visible > 3);
  child.kill("SIGINT");
  const { code, stdout } = await outputOf(child);
  assertEquals(code, 130, stdout);
  assertStringIncludes(stdout, "It was interrupted");
  assertStringIncludes(stdout, "Its pictures stay in the object store");
  const report = await readReport(out);
  assertEquals([report.end, report.done], ["interrupted", 0]);
  assertEquals(report.sent, (await backend.identify.depth()).visible);
  assertEquals(report.unfinished, report.sent);
  assertEquals(filesIn(join(directory, "objects")).length, 3);
});

Deno.test("a load test reports problems in one sentence", async () => {
  await using folder = await openTemporaryBackend();
  const env = { POLYBOT_DATA: folder.directory };
  const wrong: [string[], number, string][] = [
    [["--rate", "fast"], 2, "--rate must be a number above 0"],
    [["--asg", "talo-yolo5"], 2, "--asg is for AWS"],
    [["--images", "none.jpg", "../x"], 1, "'images/none.jpg'"],
    [["--out", "nowhere/a.json"], 1, "Cannot write 'nowhere/a.json'"],
  ];
  for (const [args, exit, sentence] of wrong) {
    const { code, stdout, stderr } = await loadTest(env, ...args);
    assertEquals([code, stdout], [exit, ""], stderr);
    assertStringIncludes(stderr, sentence);
    assert(!/\n\s+at /.test(stderr), `no stack: ${stderr}`);
  }
  const { stdout } = await loadTest({}, "--help");
  for (const name of ["--images", "--asg", "POLYBOT_DATA", "BUCKET_NAME"]) {
    assertStringIncludes(stdout, name);
  }
});

testWithMoto(
  "on AWS it counts the machines of an Auto Scaling group",
  async () => {
    await using moto = await startMoto();
    const env = { ...moto.env, ...await createResources(moto.env) };
    const directory = await Deno.makeTempDir();
    const client = new AutoScalingClient({
      region: "us-east-1",
      endpoint: moto.endpoint,
      credentials: { accessKeyId: "testing", secretAccessKey: "testing" },
    });
    await client.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName: "talo-yolo5",
        ImageId: "ami-12345678",
        InstanceType: "t3.medium",
      }),
    );
    await client.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: "talo-yolo5",
        LaunchConfigurationName: "talo-yolo5",
        MinSize: 2,
        MaxSize: 2,
        AvailabilityZones: ["us-east-1a"],
      }),
    );
    await using yolo5 = startService("yolo5", { ...env, YOLO5_THREADS: "1" });
    await yolo5.logged("detecting objects");
    const out = join(directory, "report.json");
    const { code, stdout, stderr } = await loadTest(
      env,
      ...["--count", "8", "--rate", "50", "--asg", "talo-yolo5", "--out", out],
    );
    assertEquals(code, 0, stdout + stderr);
    assertStringIncludes(stdout, "machines          2\n");
    const report = await readReport(out);
    assertEquals([report.done, report.end], [8, "complete"]);
    assertEquals(report.timeline[0]?.machines, 2);

    const { code: refused, stderr: reason } = await loadTest(
      env,
      ...["--asg", "none"],
    );
    assertEquals(refused, 1);
    assertStringIncludes(
      reason,
      "'none' as there is no such Auto Scaling group",
    );
    client.destroy();
    await Deno.remove(directory, { recursive: true });
  },
);
