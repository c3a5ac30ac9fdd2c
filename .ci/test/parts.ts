/**
 * The parts of the test run.
 *
 * @module
 */
import { LINTERS } from "../linters/linters.ts";
import { actionlint } from "../tools/actionlint.ts";
import { ansible } from "../tools/ansible.ts";
import { chromium, shellcheck } from "../tools/debian.ts";
import { denort } from "../tools/denort.ts";
import { hosts } from "../tools/hosts.ts";
import { moto } from "../tools/moto.ts";
import { packer } from "../tools/packer.ts";
import { zizmor } from "../tools/zizmor.ts";
import { checkPart, lintPart, type Part, testPart } from "./part.ts";

/** Compares numbers of the services with their copies for Ansible. */
const COPIED_NUMBERS = "ansible/copied_numbers_test.ts";

/** Tests of the operations and of their linters, the longest first. */
export const OPERATIONS_PARTS = [
  testPart("ansible", {
    paths: ["ansible"],
    ignored: ["ansible/deploy_test.ts", COPIED_NUMBERS],
    tools: [ansible, denort, moto],
  }),
  testPart("deploys", {
    paths: ["ansible/deploy_test.ts"],
    tools: [ansible, hosts, denort, moto],
  }),
  testPart("user data", {
    paths: ["userdata"],
    tools: [ansible, hosts, denort, moto],
  }),
  testPart("packer", {
    paths: ["packer"],
    tools: [ansible, packer, hosts, denort, moto],
  }),
  testPart("hosts", {
    paths: ["lab/hosts", "lab/operations"],
    tools: [ansible, hosts, moto],
  }),
  testPart("executables", {
    paths: [".ci/compile/executables_test.ts"],
    tools: [denort, moto],
  }),
  testPart("linters", {
    paths: [".ci/linters"],
    tools: [ansible, actionlint, shellcheck, zizmor, packer],
  }),
];

const OPERATIONS_PATHS = OPERATIONS_PARTS.flatMap(({ paths }) => paths);

const isOperations = (path: string) =>
  OPERATIONS_PATHS.some((folder) =>
    `${path.replace(/^\.\//, "")}/`.startsWith(`${folder}/`)
  );

/** Checks of every source. */
export const SOURCE_PARTS: readonly Part[] = [
  checkPart("format", "fmt", "--check", "--quiet"),
  checkPart("lint", "lint", "--quiet"),
  checkPart("types", "check", "--quiet"),
];

const FOLDER_PARTS = [
  testPart("lab", {
    paths: ["lab"],
    ignored: ["lab/hosts", "lab/operations"],
    tools: [moto, chromium],
  }),
  testPart("chat", { paths: ["chat"], tools: [moto, chromium] }),
  testPart("shared", { paths: ["shared"], tools: [moto] }),
  testPart("polybot", { paths: ["polybot"], tools: [moto] }),
  testPart("yolo5", { paths: ["yolo5"], tools: [moto] }),
  testPart("repository", {
    paths: [".ci"],
    ignored: OPERATIONS_PATHS.filter((path) => path.startsWith(".ci/")),
  }),
  // a separate part: if there is another path, Deno ignores nothing below .ci
  testPart("copied numbers", { paths: [COPIED_NUMBERS] }),
];

/** Tests of the services, the chat page and the lab. */
export const SERVICE_PARTS = [
  ...FOLDER_PARTS,
  testPart("programs", {
    paths: ["."],
    ignored: [
      // options replace the exclusion in deno.json
      "load_test.ts",
      ...FOLDER_PARTS.flatMap(({ paths }) => paths),
      ...OPERATIONS_PATHS.filter((path) => !/^(\.ci|lab)\//.test(path)),
    ],
    tools: [moto],
  }),
];

export const LINTER_PARTS: readonly Part[] = LINTERS.map(lintPart);

/** Returns a part that tests the given paths. */
export const partOfPaths = (paths: readonly string[]): Part =>
  testPart(paths.join(" "), {
    paths,
    tools: [
      ...[moto, chromium],
      ...paths.some(isOperations)
        ? new Set(OPERATIONS_PARTS.flatMap(({ tools }) => tools))
        : [],
    ],
  });
