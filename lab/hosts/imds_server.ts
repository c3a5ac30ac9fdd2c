/**
 * The program of the stand-in for EC2's instance metadata service: reads a
 * machine's identity from standard input, as a line of JSON, and serves it
 * until its input ends.
 *
 * @module
 */
import { Hono } from "hono";

/** The machine whose metadata is served. */
export interface Identity {
  readonly instanceId: string;
  /** Like us-east-1a; the region is the part before the last letter. */
  readonly availabilityZone: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The name of the machine's role. */
  readonly role: string;
  readonly credentials: Credentials;
}

/** Credentials as STS issues them. */
export interface Credentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly SessionToken: string;
  readonly Expiration: string;
}

/** Seconds that a token lasts at most. */
const MAX_TTL = 21_600;
const TTL = "x-aws-ec2-metadata-token-ttl-seconds";

/**
 * Returns the routes of the service's version 2: PUT issues a token, and
 * everything else requires one.
 */
export function metadataRoutes(identity: Identity): Hono {
  const app = new Hono();
  /** The time when each token expires, in milliseconds. */
  const tokens = new Map<string, number>();

  app.put("/latest/api/token", (c) => {
    const ttl = Number(c.req.header(TTL));
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > MAX_TTL) {
      return c.text("", 400);
    }
    // as on EC2, a proxy gets no token
    if (c.req.header("x-forwarded-for")) return c.text("", 403);
    const token = crypto.randomUUID();
    tokens.set(token, Date.now() + ttl * 1000);
    return c.text(token, 200, { [TTL]: String(ttl) });
  });

  app.get("/latest/*", (c) => {
    const end = tokens.get(c.req.header("x-aws-ec2-metadata-token") ?? "");
    if (end === undefined || end < Date.now()) return c.text("", 401);
    const answer = metadataOf(identity)[c.req.path.replace("/latest/", "")];
    return answer === undefined ? c.text("", 404) : c.text(answer);
  });
  return app;
}

/** Returns the answers by their path below `/latest/`. */
function metadataOf(identity: Identity): Readonly<Record<string, string>> {
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
        AccessKeyId: credentials.AccessKeyId,
        SecretAccessKey: credentials.SecretAccessKey,
        Token: credentials.SessionToken,
        Expiration: new Date(credentials.Expiration).toISOString(),
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
  let line = "";
  while (!line.endsWith("\n")) line += (await input.read()).value ?? "\n";
  const { fetch } = metadataRoutes(JSON.parse(line));
  const address = { hostname: "169.254.169.254", port: 80 };
  Deno.serve({ ...address, onListen: () => console.log("listening") }, fetch);
  await input.read();
  Deno.exit(0);
}
