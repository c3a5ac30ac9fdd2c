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

/** Returns the part of the repository that a path is in: a folder, or a program at the root. */
const partOf = (path: string) =>
  path.startsWith(".ci/compile/") ? ".ci/compile" : path.split("/")[0] ?? "";

const ships = (path: string) => PRODUCT.includes(partOf(path)) && !isTest(path);

/** Returns why a source must not have a reference; `undefined` if it may. */
type Rule = (from: string, to: Reference) => string | undefined;

const RULES: readonly Rule[] = [
  (from, { target }) =>
    ["polybot yolo5", "yolo5 polybot"].includes(
        `${partOf(from)} ${partOf(target)}`,
      )
      ? "polybot and yolo5 never import each other"
      : undefined,
  (from, { target }) =>
    partOf(from) === "shared" && isPartBeside(target, ["shared"], isTest(from))
      ? "shared imports nothing but itself"
      : undefined,
  (from, { target }) =>
    partOf(from) === "chat" &&
      isPartBeside(target, ["chat", "shared"], isTest(from))
      ? "chat imports nothing but shared"
      : undefined,
  (from, { target }) =>
    ships(from) && partOf(target) === "lab"
      ? "nothing that ships imports lab"
      : undefined,
  (from, { target }) =>
    ships(from) && isTest(target)
      ? "nothing that ships imports a test"
      : undefined,
  (from, { target }) =>
    ships(from) && partOf(target).startsWith(".ci")
      ? "nothing that ships imports .ci"
      : undefined,
  (from, { target }) =>
    partOf(from) === ".ci/compile" && !isTest(from) && partOf(target) === "lab"
      ? ".ci/compile imports no lab"
      : undefined,
  (from, { target }) =>
    partOf(from) === "lab" && partOf(target) === ".ci"
      ? "lab imports nothing of .ci but .ci/compile"
      : undefined,
  (from, { target, names }) =>
    ships(from) && !BACKEND_CHOOSERS.test(from) &&
      (BACKENDS.includes(target) || names.includes("openBackend"))
      ? "only start.ts, load_test.ts and each main.ts choose a backend"
      : undefined,
  (from, { target }) =>
    ships(from) && target === "onnxruntime-node" && from !== ONNX_RUNTIME
      ? `only ${ONNX_RUNTIME} imports onnxruntime-node`
      : undefined,
];

/** Returns whether a target is in another part of the repository than those; tests may use lab. */
function isPartBeside(
  target: string,
  parts: readonly string[],
  test: boolean,
): boolean {
  const part = partOf(target);
  const allowed = test ? [...parts, "lab"] : parts;
  return [...PRODUCT, "lab"].includes(part) && !allowed.includes(part);
}

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
      for (const rule of RULES) {
        const reason = rule(path, reference);
        if (reason) {
          breaches.push(`${path} imports ${reference.target}: ${reason}`);
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
