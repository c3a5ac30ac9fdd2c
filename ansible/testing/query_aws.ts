/**
 * A call of AWS's query protocol to an AWS on this machine, for the services
 * whose SDK the project does not need otherwise.
 *
 * @module
 */
import { checkLocalAws } from "./local_aws.ts";

const VERSIONS = { ec2: "2016-11-15", sts: "2011-06-15" } as const;

/**
 * @return the answer's XML
 * @throws {RangeError} when `endpoint` is neither on this machine nor in the lab
 * @throws {Error} with the answer, when it is an error
 */
export async function queryAws(
  endpoint: string,
  service: keyof typeof VERSIONS,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  checkLocalAws({ AWS_ENDPOINT_URL: endpoint });
  const scope = `testing/20200101/us-east-1/${service}/aws4_request`;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      // moto looks into it for the service alone
      authorization:
        `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    },
    body: new URLSearchParams({ Version: VERSIONS[service], ...parameters }),
  });
  const text = await response.text();
  if (response.ok) return text;
  throw new Error(`Cannot ask ${service}: ${text}`);
}
