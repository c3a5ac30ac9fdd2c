import { assertEquals, assertThrows } from "@std/assert";
import { checkLocalAws } from "./check_local_aws.ts";
import { readChanged, readRecap } from "./playbook.ts";

const OUTPUT = `
PLAY [Provision] ***********

TASK [account : Read the account id] *****
ok: [localhost]

TASK [network : Create the VPC] *****
changed: [localhost]
changed: [i-1 -> localhost] => (item=a)

PLAY RECAP *****
i-1                        : ok=1    changed=1    unreachable=0    failed=0    skipped=0    rescued=0    ignored=0
localhost                  : ok=2    changed=1    unreachable=0    failed=1    skipped=0    rescued=0    ignored=0
`;

Deno.test("readRecap() reads the number of tasks of each host", () => {
  const { localhost } = readRecap(OUTPUT);
  assertEquals(localhost?.failed, 1);
  assertEquals(Object.keys(readRecap(OUTPUT)), ["i-1", "localhost"]);
});

Deno.test("readChanged() names the tasks that changed a host", () => {
  assertEquals(readChanged(OUTPUT), [
    "localhost: network : Create the VPC",
    "i-1: network : Create the VPC",
  ]);
});

Deno.test("checkLocalAws() refuses every endpoint that may be a real account", () => {
  for (
    const url of [
      "",
      "https://sqs.us-east-1.amazonaws.com",
      "http://10.232.0.1:5000",
      "http://127.0.0.1.example.com",
    ]
  ) {
    assertThrows(() => checkLocalAws({ AWS_ENDPOINT_URL: url }), RangeError);
  }
  checkLocalAws({ AWS_ENDPOINT_URL: "http://127.0.0.1:5000" });
  checkLocalAws({ AWS_ENDPOINT_URL: "http://10.231.0.1:5000/" });
});
