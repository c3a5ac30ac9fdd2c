/**
 * The rules about which part of the repository may import which.
 *
 * @module
 */
import { cyclesIn } from "./cycles.ts";
import { type Reference, referencesIn, type Sources } from "./references.ts";

/** The parts that users and operators run: folders, and programs at the root. */
const PRODUCT = [
  ...["polybot", "yolo5", "shared", "chat", "apply", "load_test"],
  ...["load_test.ts", "start.ts"],
];

/** Only these may open a backend; {@linkcode BACKENDS} are opened through the first. */
const BACKEND_CHOOSERS =
  /^(shared\/open_backend\.ts|start\.ts|load_test\.ts|load_test\/.*|(polybot|yolo5|chat)\/main\.ts)$/;
const BACKENDS = ["shared/embedded/mod.ts", "shared/aws/mod.ts"];

const ONNX_RUNTIME = "yolo5/model/onnxruntime.ts";

/** Returns whether a source is a test or a benchmark; `load_test.ts` is a program. */
export const isTest = (path: string) =>
  path !== "load_test.ts" && /_(test|bench)\.ts$/.test(path);

/** The files of `.ci` that the lab may use, and that must not use the lab. */
const BELOW_LAB = /^\.ci\/(compile\/|[^/]+\.ts$)/;

/** Returns the part of the repository that a path is in: a folder, or a program at the root. */
const partOf = (path: string) =>
  BELOW_LAB.test(path) ? ".ci/compile" : path.split("/")[0] ?? "";

const ships = (path: string) => PRODUCT.includes(partOf(path)) && !isTest(path);

/** Returns whether a source imports a part that is not one of `allowed`; tests may import lab too. */
const importsOther = (
  from: string,
  target: string,
  allowed: readonly string[],
) =>
  [...PRODUCT, ...isTest(from) ? [] : ["lab"]].includes(partOf(target)) &&
  !allowed.includes(partOf(target));

/** Returns whether an import breaks the rule of that name. */
type Breaks = (from: string, to: Reference) => boolean;

const RULES: Readonly<Record<string, Breaks>> = {
  "polybot and yolo5 never import each other": (from, { target }) =>
    ["polybot yolo5", "yolo5 polybot"]
      .includes(`${partOf(from)} ${partOf(target)}`),
  "shared imports nothing but itself": (from, { target }) =>
    partOf(from) === "shared" && importsOther(from, target, ["shared"]),
  "chat imports nothing but shared": (from, { target }) =>
    partOf(from) === "chat" && importsOther(from, target, ["chat", "shared"]),
  "nothing that ships imports lab": (from, { target }) =>
    ships(from) && partOf(target) === "lab",
  "nothing that ships imports a test": (from, { target }) =>
    ships(from) && isTest(target),
  "nothing that ships imports .ci": (from, { target }) =>
    ships(from) && partOf(target).startsWith(".ci"),
  ".ci/compile imports neither lab nor the rest of .ci": (from, { target }) =>
    partOf(from) === ".ci/compile" && !isTest(from) &&
    ["lab", ".ci"].includes(partOf(target)),
  "lab imports no folder of .ci but .ci/compile": (from, { target }) =>
    partOf(from) === "lab" && partOf(target) === ".ci",
  "only start.ts, load_test.ts and each main.ts choose a backend": (
    from,
    { target, names },
  ) =>
    ships(from) && !BACKEND_CHOOSERS.test(from) &&
    (BACKENDS.includes(target) || names.includes("openBackend")),
  [`only ${ONNX_RUNTIME} imports onnxruntime-node`]: (from, { target }) =>
    ships(from) && target === "onnxruntime-node" && from !== ONNX_RUNTIME,
};

/**
 * Checks the import rules.
 *
 * @param sources every source of the repository
 * @param aliases the local modules of the import map, by their specifiers
 * @return a sentence for each breach, with the file and the rule
 */
export function findBreaches(
  sources: Sources,
  aliases: Readonly<Record<string, string>> = {},
): string[] {
  const breaches: string[] = [];
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of Object.entries(sources)) {
    const references = referencesIn(path, text, aliases);
    for (const reference of references) {
      for (const [rule, breaks] of Object.entries(RULES)) {
        if (breaks(path, reference)) {
          breaches.push(`${path} imports ${reference.target}: ${rule}`);
        }
      }
    }
    const targets = references.map(({ target }) => target);
    graph.set(path, new Set(targets.filter((target) => target in sources)));
  }
  for (const cycle of cyclesIn(graph)) {
    breaches.push(`${cycle.join(", ")}: these files import each other`);
  }
  return breaches;
}
