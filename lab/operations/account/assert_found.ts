import { assertEquals } from "@std/assert";
import jmespath from "jmespath";
import type { Account } from "./account.ts";

/** Asserts what each JMESPath query finds in an account. */
export function assertFound(
  account: Account,
  expected: Readonly<Record<string, unknown>>,
) {
  for (const [query, value] of Object.entries(expected)) {
    assertEquals(jmespath.search(account, query), value, query);
  }
}
