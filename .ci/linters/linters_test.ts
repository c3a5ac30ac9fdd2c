import { assertEquals, assertMatch } from "@std/assert";
import { dirname } from "node:path";
import { PYTHON_NAMES } from "../../lab/operations/ansible_installs.ts";
import { ensureAll } from "../tools/tool.ts";
import { findingsOf, type Linter } from "./linter.ts";
import {
  actionlint,
  ansibleLint,
  packerFmt,
  shellcheck,
  shellcheckOfTemplates,
  yamllint,
  zizmor,
} from "./linters.ts";

/** Configuration files that the linters read. */
const SETTINGS = [
  ".yamllint",
  ".github/zizmor.yaml",
  "ansible/.ansible-lint",
  "ansible/group_vars/all.yaml",
];

/** Runs a linter on a temporary repository that contains only this file. */
async function findingsIn(linter: Linter, file: string, text: string) {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/.cache`);
    for (const path of [...SETTINGS, file]) {
      await Deno.mkdir(dirname(`${root}/${path}`), { recursive: true });
    }
    for (const path of SETTINGS) await Deno.copyFile(path, `${root}/${path}`);
    await Deno.writeTextFile(`${root}/${file}`, text);
    return await findingsOf(linter, [file], root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Registers a test that a linter accepts `text`, and reports `finding` after `good` is replaced with `bad`. */
async function testLinter(
  linter: Linter,
  what: string,
  { file, text, good, bad, finding }: {
    file: string;
    text: string;
    good: string;
    bad: string;
    finding: RegExp;
  },
) {
  const missing = await ensureAll(linter.tools);
  const name = `${linter.name} finds ${what}`;
  Deno.test({
    name: missing ? `${name} (ignored: ${missing})` : name,
    ignore: missing !== undefined,
    fn: async () => {
      assertEquals(await findingsIn(linter, file, text), undefined);
      const findings = await findingsIn(linter, file, text.replace(good, bad));
      assertMatch(findings ?? "", finding);
    },
  });
}

const PLAYBOOK = `---
- name: Prepare
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Make a folder
      ansible.builtin.file:
        path: /tmp/folder
        state: directory
        mode: "0755"
`;

for (const python of PYTHON_NAMES) {
  await testLinter(ansibleLint(python), "a misspelled option of a module", {
    file: "ansible/playbook.yaml",
    text: PLAYBOOK,
    good: "state: directory",
    bad: "sate: directory",
    finding: /args\[module\].*sate/,
  });
}

await testLinter(yamllint, "a duplicate key", {
  file: "some.yaml",
  text: PLAYBOOK,
  good: "state:",
  bad: "path:",
  finding: /duplication of key "path"/,
});

const WORKFLOW = `---
name: Greet
on: push
permissions: {}
jobs:
  greet:
    name: Greet
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - run: echo "$GITHUB_REF_NAME"
`;
const IN_WORKFLOW = { file: ".github/workflows/greet.yaml", text: WORKFLOW };

await testLinter(actionlint, "an unknown runner", {
  ...IN_WORKFLOW,
  good: "ubuntu-24.04",
  bad: "ubuntu-24.40",
  finding: /label "ubuntu-24.40" is unknown/,
});

await testLinter(actionlint, "an unquoted word in a script, with shellcheck", {
  ...IN_WORKFLOW,
  good: '"$GITHUB_REF_NAME"',
  bad: "$GITHUB_REF_NAME",
  finding: /SC2086/,
});

await testLinter(zizmor, "an unpinned action", {
  ...IN_WORKFLOW,
  good: "3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
  bad: "v7.0.1",
  finding: /unpinned-uses/,
});

await testLinter(zizmor, "untrusted input in a script", {
  ...IN_WORKFLOW,
  good: '"$GITHUB_REF_NAME"',
  bad: "${{ github.event.head_commit.message }}",
  finding: /template-injection/,
});

await testLinter(shellcheck, "a comparison that is always true", {
  file: "some.sh",
  text: `#!/bin/bash\n[ "$1" = one ] && echo "$1"\n`,
  good: '"$1" =',
  bad: "one =",
  finding: /SC2050|SC2125/,
});

await testLinter(
  shellcheckOfTemplates,
  "an unquoted value in a template",
  {
    file: "userdata/some.sh.j2",
    text: `#!/bin/bash\necho {{ 'a "b" c' | quote }}\n`,
    good: " | quote",
    bad: " ~ '\"'",
    finding: /SC1073|SC1009/,
  },
);

await testLinter(packerFmt, "a file that is not formatted", {
  file: "packer/some.pkr.hcl",
  text: `locals {\n  one   = 1\n  three = 3\n}\n`,
  good: "one   =",
  bad: "one =",
  finding: /one {3}= 1/,
});
