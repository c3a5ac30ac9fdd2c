import { assertEquals, assertStringIncludes } from "@std/assert";
import { dirname, join, normalize } from "node:path";
import {
  DUE_AFTER,
  MAX_WAITS,
  MAX_WAITS_IF_BUSY,
} from "../../polybot/answers/albums/album_wait.ts";
import { MAX_UPDATE_BYTES } from "../../polybot/server.ts";
import { MAX_PICTURE_BYTES, MAX_PIXELS } from "../../shared/pictures/limits.ts";
import { MAX_BODY_BYTES } from "../../shared/queue_limits.ts";
import {
  CONSUMER,
  STOP_DEADLINE,
  VISIBILITY_TIMEOUT,
} from "../../shared/queue_settings.ts";
import { PICTURE_AGE } from "../../shared/retention.ts";
import { CONFIDENCE } from "../../yolo5/detection/thresholds.ts";
import { repositoryFiles } from "../linters/linter.ts";
import {
  anchorsIn,
  defines,
  linksIn,
  pathsOfTree,
  sectionOf,
} from "./markdown.ts";

const files = await repositoryFiles();
const folders = new Set(files.flatMap(foldersOf));
const README = await Deno.readTextFile("README.md");

/** Returns every folder that a path is in. */
function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}

const exists = (path: string) => files.includes(path) || folders.has(path);

Deno.test("every link in the documentation leads to an existing file and heading", async () => {
  const broken: string[] = [];
  for (const document of files.filter((path) => path.endsWith(".md"))) {
    const markdown = await Deno.readTextFile(document);
    for (const { path, anchor } of linksIn(markdown)) {
      const target = path === ""
        ? document
        : normalize(join(dirname(document), path)).replace(/\/$/, "");
      const hasAnchor = anchor === "" ||
        anchorsIn(await Deno.readTextFile(target)).includes(anchor);
      if (!exists(target) || !hasAnchor) {
        broken.push(`${document}: ${path}${anchor && `#${anchor}`}`);
      }
    }
  }
  assertEquals(broken, []);
});

Deno.test("the README's tree names files and folders that exist", () => {
  const tree = pathsOfTree(sectionOf(README, "Where things are"));
  assertEquals(
    tree.filter((path) => !exists(path.replace(/\/$/, ""))),
    [],
  );
});

Deno.test("the README's tree has every folder of the code, down to the second level", () => {
  const tree = new Set(
    pathsOfTree(sectionOf(README, "Where things are"))
      .map((path) => path.replace(/\/$/, "")),
  );
  const code = files.filter((path) => /\.(ts|js|py)$/.test(path));
  const expected = new Set(
    code.flatMap(foldersOf).filter((folder) =>
      folder.split("/").length <= 2 && !folder.startsWith(".github/")
    ),
  );
  assertEquals([...expected].filter((folder) => !tree.has(folder)), []);
});

Deno.test("each row of “Where the numbers are” leads to the file that defines its name", async () => {
  const rows = linksIn(sectionOf(README, "Where the numbers are"));
  const wrong: string[] = [];
  for (const { text, path } of rows) {
    const name = text.replaceAll("`", "");
    const source = await Deno.readTextFile(path).catch(() => "");
    if (!defines(source, name)) wrong.push(`${name} in ${path}`);
  }
  assertEquals(wrong, []);
  assertStringIncludes(rows.map(({ text }) => text).join(), "CONFIDENCE");
});

Deno.test("the numbers in the README's text are the same as in the code", () => {
  const text = README.replace(/\s+/g, " ");
  const stated: [statement: RegExp, value: number][] = [
    [/finishes what is in flight within (\d+) s/, STOP_DEADLINE],
    [/after the visibility timeout \((\d+) s\)/, VISIBILITY_TIMEOUT],
    [/its messages become visible again after (\d+) s/, VISIBILITY_TIMEOUT],
    [/A message that fails (\w+) times/, CONSUMER.maxFailures],
    [/arrive: up to (\d+) s/, MAX_WAITS * DUE_AFTER],
    [/and up to (\d+) s while updates/, MAX_WAITS_IF_BUSY * DUE_AFTER],
    [/413 above (\d+) MiB/, MAX_UPDATE_BYTES / 2 ** 20],
    [/above the (\d+) KiB that a queue/, MAX_BODY_BYTES / 2 ** 10],
    [/\(first frame\), up to (\d+) MB/, MAX_PICTURE_BYTES / 2 ** 20],
    [/up to \d+ MB and (\d+) megapixels/, MAX_PIXELS / 1e6],
    [/the pictures \(kept for (\w+) days\)/, PICTURE_AGE / 86_400],
    [/or a higher score \(default ([\d.]+)\)/, CONFIDENCE],
  ];
  const WORDS: Record<string, number> = { five: 5, seven: 7 };
  for (const [statement, value] of stated) {
    const [, number = ""] = text.match(statement) ?? [];
    assertEquals(WORDS[number] ?? Number(number), value, String(statement));
  }
});

Deno.test("the README quotes log messages that the services write", async () => {
  const sources = files.filter((path) =>
    /^(polybot|yolo5|shared)\/.*\.ts$/.test(path) && !path.endsWith("_test.ts")
  );
  const code =
    (await Promise.all(sources.map((path) => Deno.readTextFile(path))))
      .join("\n");
  const quoted = sectionOf(README, "Operate")
    .matchAll(/(?<!`)`(?!deno )([A-Za-z][A-Za-z']*(?: [A-Za-z']+){2,})`(?!`)/g);
  const messages = [...quoted].map(([, message = ""]) => message);
  assertStringIncludes(messages.join(), "the token is refused");
  assertEquals(messages.filter((message) => !code.includes(message)), []);
});
