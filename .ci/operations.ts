/**
 * The checks of the operations: linters, then the tests of Ansible, Packer and
 * the like. Installs what they need. Writes their count to the file that is its
 * first argument; the others are the files and folders to test.
 *
 * @module
 */
import { ensureAnsibles } from "./ansible.ts";
import { total } from "./count.ts";
import { test } from "./deno.ts";
import { ensureDenort } from "./denort.ts";
import { ensureHosts } from "./hosts.ts";
import { LINTERS } from "./linters/mod.ts";
import { lint, repositoryFiles } from "./linters/linter.ts";
import { ensurePacker } from "./packer.ts";

const [countFile = "", ...paths] = Deno.args;

await ensureAnsibles();
const files = await repositoryFiles();
const counts = [];
for (const linter of LINTERS) counts.push(await lint(linter, files));
await ensureHosts();
await ensureDenort();
const missing = await ensurePacker();
if (missing) console.log(`The tests with Packer will be skipped: ${missing}.`);
counts.push(await test("tests of the operations", ...paths));
await Deno.writeTextFile(countFile, JSON.stringify(total(counts)));
