import { assertEquals, assertMatch } from "@std/assert";
import { metadataRoutes } from "./imds_server.ts";

const app = metadataRoutes({
  instanceId: "i-0123456789abcdef0",
  availabilityZone: "eu-west-1b",
  tags: { APP: "talo-yolo5", ENV: "prod" },
  role: "talo-yolo5-eu-west-1",
  credentials: {
    AccessKeyId: "ASIA1",
    SecretAccessKey: "secret",
    SessionToken: "session",
    Expiration: "2030-01-01T00:00:00Z",
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

Deno.test("the metadata service issues a token only for a valid lifetime, and to no proxy", async () => {
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

Deno.test("the metadata service answers nothing without a token, unlike version 1", async () => {
  const plain = await app.request("/latest/meta-data/instance-id");
  assertEquals(plain.status, 401);
  assertEquals((await get("meta-data/instance-id", "guessed")).status, 401);
});

Deno.test("the metadata service returns the identity of the machine", async () => {
  const token = await getToken();
  const read = async (path: string) => (await get(path, token)).text;
  assertEquals(await read("meta-data/instance-id"), "i-0123456789abcdef0");
  assertEquals(await read("meta-data/placement/region"), "eu-west-1");
  assertEquals(await read("meta-data/tags/instance/"), "APP\nENV");
  assertEquals(await read("meta-data/tags/instance/APP"), "talo-yolo5");
  const document = await read("dynamic/instance-identity/document");
  assertEquals(JSON.parse(document).region, "eu-west-1");
  assertEquals((await get("meta-data/no-such", token)).status, 404);
});

Deno.test("the metadata service returns the credentials of the machine's role", async () => {
  const token = await getToken();
  const folder = "meta-data/iam/security-credentials/";
  const { text: role } = await get(folder, token);
  assertEquals(role, "talo-yolo5-eu-west-1");
  const { text } = await get(folder + role, token);
  // as EC2 formats it: some clients read it line by line
  assertMatch(text, /^ {2}"AccessKeyId" : "ASIA1",$/m);
  assertEquals(JSON.parse(text).Token, "session");
});
