import { assertEquals, assertThrows } from "@std/assert";
import { until } from "../../until.ts";
import { localAws } from "./moto.ts";
import { testOnSharedMoto, testWithMoto } from "./moto_test_case.ts";

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );

testOnSharedMoto(
  "startMoto() starts moto on loopback, and returns an environment that points the SDKs to it",
  async ({ endpoint, env }) => {
    assertEquals(new URL(endpoint).hostname, "127.0.0.1");
    assertEquals(env["AWS_ENDPOINT_URL"], endpoint);
    assertEquals(await answers(endpoint), true);
  },
);

Deno.test("localAws() rejects an endpoint that is not on this machine", () => {
  assertThrows(
    () => localAws("https://sqs.us-east-1.amazonaws.com"),
    RangeError,
    "must be on this machine",
  );
});

testWithMoto(
  "moto ends with the program that started it, even if that is killed",
  async () => {
    const code = `
      import { startMoto } from "${new URL("moto.ts", import.meta.url)}";
      console.log((await startMoto()).endpoint);
      await new Promise(() => setInterval(() => {}, 1000));`;
    const starter = new Deno.Command(Deno.execPath(), {
      args: ["eval", code],
      cwd: new URL("../../../", import.meta.url),
      stdout: "piped",
    }).spawn();
    let endpoint = "";
    for await (const part of starter.stdout) {
      endpoint = new TextDecoder().decode(part).trim();
      break;
    }
    assertEquals(await answers(endpoint), true);
    starter.kill("SIGKILL");
    await starter.status;
    await until(async () => !await answers(endpoint));
  },
);
