import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { setTimeout as pause } from "node:timers/promises";
import { testOnSharedMoto } from "../../lab/aws/moto/moto_test_case.ts";
import { openBadDay } from "../../lab/aws/aws_bad_day.ts";
import { answerOnce } from "../../lab/aws/aws_front.ts";
import { openAwsScene } from "../../lab/aws/aws_scene.ts";
import { openObjectStore } from "./object_store.ts";

const BYTES = crypto.getRandomValues(new Uint8Array(50_000));

testOnSharedMoto("an object keeps its content type", async (moto) => {
  await using scene = await openAwsScene(moto);
  const { objects } = await scene.open();
  await objects.put("images/a.png", BYTES, "image/png");
  const head = await scene.clients.s3.send(
    new HeadObjectCommand({
      Bucket: scene.settings.BUCKET_NAME,
      Key: "images/a.png",
    }),
  );
  assertEquals([head.ContentType, head.ContentLength], ["image/png", 50_000]);
});

testOnSharedMoto(
  "only objects below BUCKET_PREFIX can be used",
  async (moto) => {
    await using scene = await openAwsScene(moto);
    const { objects, picturesPrefix } = await scene.open({}, {
      BUCKET_PREFIX: "dev/pictures",
    });
    assertEquals(picturesPrefix, "dev/pictures/");
    await objects.put("dev/pictures/a.jpg", BYTES, "image/jpeg");
    for (const key of ["images/a.jpg", "dev/a.jpg", "artifacts/polybot"]) {
      for (
        const use of [
          () => objects.get(key),
          () => objects.put(key, BYTES, "image/jpeg"),
          () => objects.delete(key),
        ]
      ) {
        await assertRejects(
          use,
          RangeError,
          "its key must be below 'dev/pictures/'",
        );
      }
    }
  },
);

testOnSharedMoto("get() reads no more than maxBytes", async (moto) => {
  await using scene = await openAwsScene(moto);
  const objects = openObjectStore(scene.clients.s3, {
    bucket: scene.settings.BUCKET_NAME ?? "",
    prefix: "images/",
    maxBytes: 50_000,
  });
  await objects.put("images/fits", BYTES, "image/jpeg");
  assertEquals(Uint8Array.from(await objects.get("images/fits")), BYTES);
  await objects.put("images/large", new Uint8Array(50_001), "image/jpeg");
  await assertRejects(
    () => objects.get("images/large"),
    Error,
    "Cannot read the object 'images/large': it has more than 50000 bytes",
  );
});

testOnSharedMoto(
  "get() tries three times to read an object whose download breaks off",
  async (moto) => {
    await using day = await openBadDay(moto);
    const { objects } = day.backend;
    await objects.put("images/a.jpg", BYTES, "image/jpeg");
    const bucket = day.scene.settings.BUCKET_NAME;
    const operation = `GET /${bucket}/images/a.jpg`;
    const breakOff = () => {
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(BYTES.subarray(0, 1000)),
        // The first bytes must be sent, or the SDK sees no response at all.
        async pull(controller) {
          await pause(50);
          controller.error(new Error("breaks off"));
        },
      });
      return new Response(body, {
        headers: { "content-length": String(BYTES.length) },
      });
    };
    day.front.answer = answerOnce(operation, breakOff, breakOff);
    assertEquals(Uint8Array.from(await objects.get("images/a.jpg")), BYTES);
    assertEquals(
      day.front.calls.filter((call) => call === operation).length,
      3,
    );

    day.front.answer = answerOnce(operation, breakOff, breakOff, breakOff);
    const error = await assertRejects(
      () => objects.get("images/a.jpg"),
      Error,
      "Cannot read the object 'images/a.jpg'",
    );
    assert(error.cause instanceof Error);
  },
);
