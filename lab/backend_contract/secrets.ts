import { assertEquals, assertRejects } from "@std/assert";
import { SecretNotFoundError } from "../../shared/backend.ts";
import type { ContractTest } from "./contract_test.ts";

/** What secrets promise. */
export function testSecrets(test: ContractTest) {
  test("secrets.get() gives the secret that was put last", async (opened) => {
    const { secrets } = opened.backend;
    await opened.putSecret("talo/telegram/token", "1");
    await opened.putSecret("talo/telegram/token", "123:abc Ü");
    const secret = await secrets.get("talo/telegram/token");
    assertEquals(secret.reveal(), "123:abc Ü");
    assertEquals(String(secret), "[secret]");
  });

  test("secrets.get() gives what a secret is now, when it is asked for anew", async (opened) => {
    const { secrets } = opened.backend;
    const name = "talo/telegram/token";
    for (const value of ["old", "new"]) {
      await opened.putSecret(name, value);
      const secret = await secrets.get(name, { fresh: true });
      assertEquals(secret.reveal(), value);
    }
    assertEquals((await secrets.get(name)).reveal(), "new");
  });

  test("secrets.get() of an unknown name is a SecretNotFoundError", async (opened) => {
    await opened.putSecret("talo/telegram/token", "1");
    for (const name of ["talo/telegram/other", "other", "talo"]) {
      const error = await assertRejects(
        () => opened.backend.secrets.get(name),
        SecretNotFoundError,
        name,
      );
      assertEquals(error.secretName, name);
    }
  });
}
