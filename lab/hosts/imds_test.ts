import { assertEquals, assertMatch } from "@std/assert";
import { metadataRoutes } from "./imds_server.ts";

const app = metadataRoutes({
  instanceId: "i-0123456789abcdef0",
  availabilityZone: "eu-west-1b",
  tags: { APP: "talo-yolo5", ENV: "prod" },
  role: "talo-yolo5-eu-west-1",
  credentials: {
    accessKeyId: "ASIA1",
    secretAccessKey: "secret",
    sessionToken: "session",
    expiration: "2030-01-01T00:00:00Z",
  },
});
const TOKEN = "/latest/api/token";
const TTL = "X-aws-ec2-metadata-token-ttl-seconds";

async function getToken(): Promise<string> {
  const answer = await app.request(TOKEN, {
    method: "PUT",
    headers: { [TTL]: "60" },
  });
  return await answer.text();
}

async function get(path: string, token: string) {
  const headers = { "X-aws-ec2-metadata-token": token };
  const answer = await app.request(`/latest/${path}`, { headers });
  return { status: answer.status, text: await answer.text() };
}

Deno.test("the metadata service gives a token only to who says how long it is to live", async () => {
  for (const ttl of [undefined, "0", "21601", "long"]) {
    const answer = await app.request(TOKEN, {
      method: "PUT",
      headers: ttl === undefined ? {} : { [TTL]: ttl },
    });
    assertEquals(answer.status, 400);
  }
  const forwarded = { [TTL]: "60", "X-Forwarded-For": "203.0.113.7" };
  const answer = await app.request(TOKEN, {
    method: "PUT",
    headers: forwarded,
  });
  assertEquals(answer.status, 403);
});

Deno.test("the metadata service tells nothing without a token, as version 1 would", async () => {
  const plain = await app.request("/latest/meta-data/instance-id");
  assertEquals(plain.status, 401);
  assertEquals((await get("meta-data/instance-id", "guessed")).status, 401);
});

Deno.test("the metadata service tells who the machine is", async () => {
  const token = await getToken();
  const ask = async (path: string) => (await get(path, token)).text;
  assertEquals(await ask("meta-data/instance-id"), "i-0123456789abcdef0");
  assertEquals(await ask("meta-data/placement/region"), "eu-west-1");
  assertEquals(await ask("meta-data/tags/instance/"), "APP\nENV");
  assertEquals(await ask("meta-data/tags/instance/APP"), "talo-yolo5");
  const document = await ask("dynamic/instance-identity/document");
  assertEquals(JSON.parse(document).region, "eu-west-1");
  assertEquals((await get("meta-data/no-such", token)).status, 404);
});

Deno.test("the metadata service gives the credentials of the machine's role", async () => {
  const token = await getToken();
  const folder = "meta-data/iam/security-credentials/";
  const { text: role } = await get(folder, token);
  assertEquals(role, "talo-yolo5-eu-west-1");
  const { text } = await get(folder + role, token);
  // as EC2 writes it, which what reads it by lines relies on
  assertMatch(text, /^ {2}"AccessKeyId" : "ASIA1",$/m);
  assertEquals(JSON.parse(text).Token, "session");
});
