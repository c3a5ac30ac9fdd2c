/**
 * AWS's APIs that have no client here, by their query protocol: for moto alone.
 *
 * @module
 */
import { checkLoopback } from "../../shared/aws_local/loopback.ts";

/** The services that speak it, with the version of their API. */
const VERSIONS = {
  ec2: "2016-11-15",
  elasticloadbalancing: "2015-12-01",
} as const;

/**
 * Calls an action.
 *
 * @return the answer, which is XML
 * @throws {Error} with the answer, where that is an error
 */
export async function query(
  endpoint: string,
  service: keyof typeof VERSIONS,
  Action: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<string> {
  checkLoopback(endpoint);
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      // moto reads the service and the region from it, and checks nothing
      authorization:
        `AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=none`,
    },
    body: new URLSearchParams({
      Action,
      Version: VERSIONS[service],
      ...parameters,
    }),
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`Cannot ${Action}: ${response.status} ${text}`);
}

/** The texts of all elements of that name, in order. */
export const elements = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, "g"))]
    .map(([, text = ""]) => text);
