import { assertEquals, assertThrows } from "@std/assert";
import { BotApiError } from "../bot_api_error.ts";
import { readHtml } from "./html_text.ts";

Deno.test("readHtml() turns tags into entities, counted in UTF-16 units", () => {
  assertEquals(readHtml("🙂 <b>a <i>b</i></b> <code>c</code>"), {
    text: "🙂 a b c",
    entities: [
      { type: "bold", offset: 3, length: 3 },
      { type: "italic", offset: 5, length: 1 },
      { type: "code", offset: 7, length: 1 },
    ],
  });
});

Deno.test("readHtml() accepts every alias of a tag", () => {
  const types = Object.entries({
    strong: "bold",
    em: "italic",
    ins: "underline",
    strike: "strikethrough",
    del: "strikethrough",
    pre: "pre",
    blockquote: "blockquote",
    "tg-spoiler": "spoiler",
  });
  for (const [tag, type] of types) {
    const { entities } = readHtml(`<${tag}>x</${tag.toUpperCase()}>`);
    assertEquals(entities.map((entity) => entity.type as string), [type]);
  }
});

Deno.test("readHtml() reads links, and treats an unusable link as text", () => {
  const url = "https://example.com/?a=1";
  for (const quoted of [`"${url}"`, `'${url}'`, url]) {
    assertEquals(readHtml(`<a href=${quoted}>go</a>`).entities, [
      { type: "text_link", offset: 0, length: 2, url },
    ]);
  }
  assertEquals(readHtml('<a href="javascript:x">go</a>').entities, []);
});

Deno.test("readHtml() decodes the four named character references, and numeric ones", () => {
  assertEquals(
    readHtml("&lt;b&gt; &amp;amp; &quot; &#65;&#x1F642; &copy; & &#0;").text,
    '<b> &amp; " A🙂 &copy; & &#0;',
  );
});

Deno.test("readHtml() reports the wrong tag and its offset", () => {
  const faults: Record<string, string> = {
    "ä<u2>x</u2>": 'Unsupported start tag "u2" at byte offset 2',
    "<p>x</p>": 'Unsupported start tag "p" at byte offset 0',
    "<b>x</i>": "Unexpected end tag at byte offset 4",
    "x</b>": "Unexpected end tag at byte offset 1",
    "1 < 2": "Unexpected end of tag at byte offset 2",
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "<constructor>x</constructor>":
      'Unsupported start tag "constructor" at byte offset 0',
  };
  for (const [html, fault] of Object.entries(faults)) {
    assertThrows(
      () => readHtml(html),
      BotApiError,
      `Bad Request: can't parse entities: ${fault}`,
    );
  }
});
