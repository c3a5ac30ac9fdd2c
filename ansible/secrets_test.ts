import {
  assert,
  assertEquals,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { fileURLToPath } from "node:url";
import { type Moto, startMoto } from "../lab/aws/moto/moto.ts";
import { findPython } from "../lab/aws/moto/python.ts";
import { testWithAnsible } from "../lab/operations/ansible_test_case.ts";
import { aws, callAws } from "../lab/operations/aws_calls.ts";
import { runCommand } from "../lab/processes/run_command.ts";
import { labPlaybook, runPlaybook } from "../lab/operations/playbook.ts";

const path = (relative: string) =>
  fileURLToPath(new URL(relative, import.meta.url));

const DOMAIN = "bot.example.com";
const TOKEN = `123456789:${"a1_-".repeat(9)}`;
const TOKEN_SECRET = "talo/telegram/token";
const CERTIFICATE_SECRET = "talo/sub-domain/certificate";

/** Runs the secrets' playbook verbosely, and asserts that it prints no secret. */
async function storeSecrets(
  { env }: Moto,
  token: string,
  vars: Record<string, unknown> = {},
) {
  const run = await runPlaybook(labPlaybook("secrets"), {
    env: { ...env, TELEGRAM_TOKEN: token },
    inventories: ["localhost,"],
    args: ["-vvv"],
    vars: { sub_domain: DOMAIN, ...vars },
  });
  assert(!run.output.includes("PRIVATE KEY"), "the key is printed");
  assert(!token || !run.output.includes(token), "the token is printed");
  return run;
}

async function read({ env }: Moto, SecretId: string): Promise<string> {
  const [{ SecretString }] = await callAws(
    env,
    aws`secretsmanager get_secret_value SecretId=${SecretId}`,
  );
  return SecretString;
}

/** Returns the certificate in ACM, and its ARN. */
async function readImported({ env }: Moto): Promise<[string, string]> {
  const [{ CertificateSummaryList: all }] = await callAws(
    env,
    aws`acm list_certificates`,
  );
  assertEquals(all.length, 1);
  const [{ CertificateArn }] = all;
  const [{ Certificate }] = await callAws(
    env,
    aws`acm get_certificate CertificateArn=${CertificateArn}`,
  );
  return [Certificate.trim(), CertificateArn];
}

/** Connects to a server with the certificate as Telegram does, and returns its names and the bits of its key. */
async function connect(pem: string): Promise<string> {
  const args = ["-B", path("../lab/operations/check_certificate.py"), DOMAIN];
  const { stdout } = await runCommand(findPython() ?? "", { args }, pem);
  return stdout.trim();
}

testWithAnsible(
  "the token and the certificate are created once, kept, and never printed",
  async (t) => {
    await using moto = await startMoto();

    await t.step("a malformed token is refused", async () => {
      const { code, output } = await storeSecrets(
        moto,
        "123456789-of-another-form",
      );
      assertEquals(code, 2);
      assertStringIncludes(
        output.replaceAll(/\s+/g, " "),
        "as @BotFather gives",
      );
    });

    await t.step("the token and the certificate are stored", async () => {
      const { code, output } = await storeSecrets(moto, TOKEN);
      assertEquals(code, 0, output);
      assertStringIncludes(output, "stored=True arn=arn:aws:acm:");
      assertEquals(await read(moto, TOKEN_SECRET), TOKEN);
    });

    const pem = await read(moto, CERTIFICATE_SECRET);
    const [certificate, arn] = await readImported(moto);

    await t.step(
      "a client that trusts the certificate can connect to the address",
      async () => {
        assertEquals(await connect(pem), `${DOMAIN} 2048`);
        assertStringIncludes(pem, certificate);
      },
    );

    await t.step("a second run without a token changes neither", async () => {
      const { code, output, changed } = await storeSecrets(moto, "");
      assertEquals(code, 0, output);
      assertEquals(changed, []);
      assertEquals(await read(moto, TOKEN_SECRET), TOKEN);
    });

    await t.step(
      "a certificate for another address is refused",
      async () => {
        const { code, output } = await storeSecrets(moto, "", {
          sub_domain: "another.example.com",
        });
        assertEquals(code, 2);
        assertStringIncludes(output, "replace_certificate=true");
        assertEquals(await read(moto, CERTIFICATE_SECRET), pem);
      },
    );

    await t.step("a new certificate replaces the imported one", async () => {
      const { code, output } = await storeSecrets(moto, `${TOKEN}-renewed`, {
        replace_certificate: true,
      });
      assertEquals(code, 0, output);
      assertEquals(await read(moto, TOKEN_SECRET), `${TOKEN}-renewed`);
      const replaced = await read(moto, CERTIFICATE_SECRET);
      assertNotEquals(replaced, pem);
      assertEquals(await connect(replaced), `${DOMAIN} 2048`);
      const [now, sameArn] = await readImported(moto);
      assertStringIncludes(replaced, now);
      assertEquals(sameArn, arn);
    });
  },
);
