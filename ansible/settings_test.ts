import { assertEquals, assertStringIncludes } from "@std/assert";
import { testUnless } from "../lab/test_unless.ts";
import { ansibleMissing } from "../lab/operations/ansible_installs.ts";
import { defaultPython, runPlaybook } from "../lab/operations/playbook.ts";

/** Wrong values, and the error that each causes. */
const MISTAKES: readonly (readonly [
  playbook: string,
  vars: Readonly<Record<string, unknown>>,
  sentence: string,
])[] = [
  [
    "provision.yaml",
    {},
    "'sub_domain' must be the bot's host name, where Telegram sends updates: current value is ''. Set it with, for example, -e sub_domain=bot.example.com",
  ],
  [
    "provision.yaml",
    { sub_domain: "bot.example.com", env: "Prod" },
    "'env' must be prod, dev or another word of 2 to 8 lowercase letters and digits: current value is 'Prod'",
  ],
  [
    "provision.yaml",
    { sub_domain: "bot.example.com", region: "us-east" },
    "'region' must be the name of a region: current value is 'us-east'",
  ],
  [
    "provision.yaml",
    { sub_domain: "bot.example.com", subnet_cidrs: ["10.0.0.0/24"] },
    "each with one of 'subnet_cidrs'",
  ],
  [
    "provision.yaml",
    { sub_domain: "bot.example.com", yolo5_min_size: 5 },
    "'yolo5_max_size' no smaller: current values are 5 and 4",
  ],
  [
    "ssh_access.yaml",
    { cidr: "0.0.0.0/0" },
    "'cidr' must be one IPv4 address with /32",
  ],
];

testUnless(
  [ansibleMissing(defaultPython())],
  "wrong values are reported before any call to AWS",
  async () => {
    for (const [playbook, vars, sentence] of MISTAKES) {
      const { code, output, recap } = await runPlaybook(playbook, {
        // nothing listens there
        env: { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
        inventories: ["localhost,"],
        vars,
      });
      assertEquals(code, 2, output);
      assertStringIncludes(output.replaceAll(/\s+/g, " "), sentence);
      assertEquals(recap["localhost"]?.changed, 0);
    }
  },
);
