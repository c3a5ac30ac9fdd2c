import { assertEquals, assertRejects } from "@std/assert";
import {
  boundaryOf,
  MultipartError,
  type Part,
  PartTooLargeError,
  readMultipart,
} from "./multipart.ts";

const LARGE_LIMITS = { part: 1_000_000, parts: 100 };

/** Returns a stream of chunks of `size` bytes. */
function inChunks(bytes: Uint8Array, size: number) {
  return ReadableStream.from((function* () {
    for (let at = 0; at < bytes.length; at += size) {
      yield bytes.slice(at, at + size);
    }
  })());
}

async function read(
  body: string | Uint8Array,
  { size = 7, limits = LARGE_LIMITS, boundary = "edge" } = {},
): Promise<Part[]> {
  const bytes = typeof body === "string"
    ? new TextEncoder().encode(body)
    : body;
  return await Array.fromAsync(
    readMultipart(inChunks(bytes, size), boundary, limits),
  );
}

const text = ({ bytes }: Part) => new TextDecoder().decode(bytes);

Deno.test("readMultipart() reads what FormData writes, in chunks of any size", async () => {
  const bytes = crypto.getRandomValues(new Uint8Array(3000));
  const form = new FormData();
  form.set("text", "line\r\n--not the boundary\r\n");
  form.append("photo", new File([bytes], 'a "b"; ö.png', { type: "image/x" }));
  form.append("photo", new File([], "empty.png"));
  const response = new Response(form);
  const boundary = boundaryOf(response.headers.get("content-type") ?? "");
  const body = await response.bytes();
  for (const size of [1, 2, 3, 64, 1000, body.length]) {
    const parts = await read(body, { size, boundary: boundary ?? "" });
    const [words, photo, empty] = parts;
    assertEquals(parts.length, 3);
    assertEquals(words && text(words), "line\r\n--not the boundary\r\n");
    assertEquals(words?.fileName, undefined);
    assertEquals(photo?.fileName, 'a "b"; ö.png');
    assertEquals(photo?.contentType, "image/x");
    assertEquals(new Uint8Array(photo?.bytes ?? []), bytes);
    assertEquals(empty?.bytes.length, 0);
  }
});

Deno.test("readMultipart() reads names without quotes, as grammY writes them", async () => {
  const [part] = await read(
    '--edge\r\ncontent-disposition:form-data;name="x";filename=my photo.jpg\r\ncontent-type:image/jpeg\r\n\r\nbytes\r\n--edge--',
  );
  assertEquals(part?.name, "x");
  assertEquals(part?.fileName, "my photo.jpg");
  assertEquals(part?.contentType, "image/jpeg");
});

Deno.test("readMultipart() ignores text before the first boundary and after the last", async () => {
  const parts = await read(
    '\r\nhello\r\n--edge  \r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--edge--\r\nbye',
  );
  assertEquals(parts.map(text), ["1"]);
  assertEquals(await read("--edge--\r\n"), []);
});

Deno.test("readMultipart() refuses a part as soon as it is too large", async () => {
  const form = `--edge\r\nContent-Disposition: form-data; name="photo"\r\n\r\n${
    "x".repeat(200)
  }`;
  const limits = { part: 100, parts: 1 };
  const error = await assertRejects(
    () => read(form, { limits }),
    PartTooLargeError,
    "Cannot read the part 'photo': it has more than 100 bytes",
  );
  assertEquals(error.limit, 100);
});

Deno.test("readMultipart() reads the rest of a refused form, so that the sender reads the answer", async () => {
  let taken = 0;
  const head = '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\n';
  const stream = ReadableStream.from((function* () {
    yield new TextEncoder().encode(head);
    for (; taken < 50; taken++) yield new Uint8Array(1000);
  })());
  const parts = readMultipart(stream, "edge", { part: 100, parts: 1 });
  await assertRejects(() => parts.next(), PartTooLargeError);
  assertEquals(taken, 50);
});

Deno.test("readMultipart() refuses a form with too many parts", async () => {
  const part =
    '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n';
  await assertRejects(
    () =>
      read(`${part.repeat(3)}--edge--`, {
        limits: { ...LARGE_LIMITS, parts: 2 },
      }),
    MultipartError,
    "more than 2 parts",
  );
});

Deno.test("readMultipart() reports a form that ends early, at any position", async () => {
  const form =
    '--edge\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--edge--';
  for (let end = 0; end < form.length; end++) {
    await assertRejects(
      () => read(form.slice(0, end)),
      MultipartError,
      "ends before",
    );
  }
});

Deno.test("readMultipart() refuses a part without a name, and endless headers", async () => {
  await assertRejects(
    () => read("--edge\r\nContent-Type: text/plain\r\n\r\n1\r\n--edge--"),
    MultipartError,
    "without a name",
  );
  await assertRejects(
    () => read(`--edge\r\n${"X: y\r\n".repeat(5000)}`, { size: 1000 }),
    PartTooLargeError,
  );
});

Deno.test("boundaryOf() finds the boundary of multipart/form-data only", () => {
  assertEquals(boundaryOf("multipart/form-data; boundary=abc"), "abc");
  assertEquals(
    boundaryOf('Multipart/Form-Data; charset=utf-8; boundary="a b"'),
    "a b",
  );
  assertEquals(boundaryOf("multipart/form-data"), undefined);
  assertEquals(boundaryOf("multipart/mixed; boundary=abc"), undefined);
  assertEquals(boundaryOf(undefined), undefined);
});
