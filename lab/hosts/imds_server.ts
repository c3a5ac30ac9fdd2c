/**
 * The program of the stand-in for the instance metadata service: reads from
 * standard input, as JSON, what it knows, and ends with that.
 *
 * @module
 */
import { Hono } from "hono";

/** What it knows of the machine that asks. */
export interface Identity {
  readonly instanceId: string;
  /** Like us-east-1a; the region is what comes before the letter. */
  readonly availabilityZone: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The name of the machine's role, and credentials that it was given. */
  readonly role: string;
  readonly credentials: Credentials;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** As ISO 8601 writes it. */
  readonly expiration: string;
}

/** The longest life of a token, in seconds. */
const LONGEST = 21_600;
const TTL = "x-aws-ec2-metadata-token-ttl-seconds";

/**
 * Version 2 of the service alone, with what this project asks it for: a token
 * by PUT, then everything else with that token.
 */
export function metadataRoutes(identity: Identity): Hono {
  const app = new Hono();
  /** When each token ends, in milliseconds. */
  const tokens = new Map<string, number>();

  app.put("/latest/api/token", (c) => {
    const ttl = Number(c.req.header(TTL));
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > LONGEST) {
      return c.text("", 400);
    }
    // no proxy may hand one out
    if (c.req.header("x-forwarded-for")) return c.text("", 403);
    const token = crypto.randomUUID();
    tokens.set(token, Date.now() + ttl * 1000);
    return c.text(token, 200, { [TTL]: String(ttl) });
  });

  app.get("/latest/*", (c) => {
    const end = tokens.get(c.req.header("x-aws-ec2-metadata-token") ?? "");
    if (end === undefined || end < Date.now()) return c.text("", 401);
    const answer = answers(identity)[c.req.path.replace("/latest/", "")];
    return answer === undefined ? c.text("", 404) : c.text(answer);
  });
  return app;
}

/** By the path below /latest/. */
function answers(identity: Identity): Readonly<Record<string, string>> {
  const { instanceId, availabilityZone, tags, role, credentials } = identity;
  const region = availabilityZone.slice(0, -1);
  const tagAnswers = Object.entries(tags).map(([key, value]) =>
    [`meta-data/tags/instance/${key}`, value] as const
  );
  return {
    "meta-data/instance-id": instanceId,
    "meta-data/placement/region": region,
    "meta-data/placement/availability-zone": availabilityZone,
    "meta-data/iam/security-credentials/": role,
    [`meta-data/iam/security-credentials/${role}`]: JSON.stringify(
      {
        Code: "Success",
        LastUpdated: new Date().toISOString().replace(/\.\d+/, ""),
        Type: "AWS-HMAC",
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        Token: credentials.sessionToken,
        Expiration: credentials.expiration,
      },
      null,
      2,
    ).replaceAll('": ', '" : '),
    "meta-data/tags/instance/": Object.keys(tags).join("\n"),
    ...Object.fromEntries(tagAnswers),
    "dynamic/instance-identity/document": JSON.stringify({
      instanceId,
      region,
      availabilityZone,
    }),
  };
}

if (import.meta.main) {
  const input = Deno.stdin.readable.pipeThrough(new TextDecoderStream())
    .getReader();
  let said = "";
  while (!said.endsWith("\n")) said += (await input.read()).value ?? "\n";
  const { fetch } = metadataRoutes(JSON.parse(said));
  const address = { hostname: "169.254.169.254", port: 80 };
  Deno.serve({ ...address, onListen: () => console.log("listening") }, fetch);
  await input.read();
  Deno.exit(0);
}
