import { assertEquals, assertRejects } from "@std/assert";
import { SecretNotFoundError } from "../../shared/backend.ts";
import type { ContractTest } from "./contract_types.ts";

/** Registers the tests of the guarantees of secrets. */
export function testSecrets(test: ContractTest) {
  test("secrets.get() returns the secret that was put last", async (opened) => {
    const { secrets } = opened.backend;
    await opened.putSecret("talo/telegram/token", "1");
    await opened.putSecret("talo/telegram/token", "123:abc Ü");
    const secret = await secrets.get("talo/telegram/token");
    assertEquals(secret.reveal(), "123:abc Ü");
    assertEquals(String(secret), "[secret]");
  });

  test("secrets.get() with fresh returns the current value", async (opened) => {
    const { secrets } = opened.backend;
    const name = "talo/telegram/token";
    for (const value of ["old", "new"]) {
      await opened.putSecret(name, value);
      const secret = await secrets.get(name, { fresh: true });
      assertEquals(secret.reveal(), value);
    }
    assertEquals((await secrets.get(name)).reveal(), "new");
  });

  test("secrets.get() rejects with a SecretNotFoundError for an unknown name", async (opened) => {
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
