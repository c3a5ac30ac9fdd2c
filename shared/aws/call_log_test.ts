import { assert, assertEquals, assertRejects } from "@std/assert";
import { testOnSharedMoto } from "../../lab/aws/moto/moto_test_case.ts";
import { openBadDay } from "../../lab/aws/aws_bad_day.ts";
import { answerOnce, awsError } from "../../lab/aws/aws_front.ts";

const failTwice = (operation: string, ...errors: [number, string]) =>
  answerOnce(
    operation,
    () => awsError(...errors, "request-1"),
    () => awsError(...errors, "request-2"),
  );

const faults: [string, number, string][] = [
  ["a server error", 500, "InternalError"],
  ["throttling", 400, "ThrottlingException"],
];
for (const [sentence, status, type] of faults) {
  testOnSharedMoto(
    `${sentence} is retried, and logged once with the request id`,
    async (moto) => {
      await using scene = await openBadDay(moto);
      scene.front.answer = failTwice("SendMessageBatch", status, type);
      await scene.backend.identify.send("job");
      assertEquals((await scene.backend.identify.depth()).visible, 1);
      const lines = await scene.logged.lines();
      assertEquals(lines.length, 1);
      const [{ time: _, fault, ...line } = {}] = lines;
      assert(String(fault).startsWith(type), String(fault));
      assertEquals(line, {
        level: "warn",
        service: "SQS",
        operation: "SendMessageBatch",
        attempts: 3,
        awsRequestId: "request-2",
        status,
        msg: "a call to AWS was repeated",
      });
    },
  );
}

testOnSharedMoto(
  "a call whose last attempt fails is logged once, and rejects",
  async (moto) => {
    await using scene = await openBadDay(moto);
    const { front, backend, logged } = scene;
    front.answer = ({ operation }) =>
      operation === "PutItem"
        ? awsError(500, "InternalServerError", "request-1")
        : undefined;
    await assertRejects(() => backend.answers.put("a", { state: "answered" }));
    assertEquals(front.calls.filter((call) => call === "PutItem").length, 4);
    const [line, ...more] = await logged.lines();
    assertEquals(more, []);
    assertEquals(
      [line?.msg, line?.service, line?.attempts, line?.awsRequestId],
      ["a call to AWS failed", "DynamoDB", 4, "request-1"],
    );
  },
);

testOnSharedMoto("an expected error is not logged", async (moto) => {
  await using scene = await openBadDay(moto);
  const { objects, answers, identify, picturesPrefix } = scene.backend;
  await assertRejects(() => objects.get(`${picturesPrefix}nothing`));
  await answers.put("a", { state: "answered" });
  await answers.put("a", { state: "answered" }, { ifVersion: null });
  const stop = new AbortController();
  const received = identify.receive({ wait: 20, signal: stop.signal });
  stop.abort();
  assertEquals(await received, undefined);
  assertEquals(await scene.logged.lines(), []);
});

testOnSharedMoto(
  "neither the log nor the error quotes the rejected request",
  async (moto) => {
    await using scene = await openBadDay(moto);
    scene.front.answer = ({ operation }) =>
      operation === "GetItem"
        ? Response.json({
          __type: "InvalidSignatureException",
          message: "The signature does not match.\nx-amz-security-token:hidden",
        }, { status: 400 })
        : undefined;
    const error = await assertRejects(() => scene.backend.answers.get("a"));
    scene.logged.log.warn({ error }, "failed");
    assertEquals(error.message, "The signature does not match.");
    assert(!Deno.inspect(error).includes("hidden"));
    const text = await scene.logged.text();
    assert(text.includes("The signature does not match."));
    assert(!text.includes("hidden"), text);
  },
);
