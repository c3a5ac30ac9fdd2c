/** Loopback, and the network of the lab's hosts. */
const LOCAL =
  /^http:\/\/(127(\.\d+){3}|localhost|\[::1\]|10\.231\.\d+\.\d+)(:\d+)?\/?$/;

/**
 * Keeps tests away from every real AWS account.
 *
 * @throws {RangeError} unless AWS_ENDPOINT_URL names a server on this machine or in the lab
 */
export function checkLocalAws(env: Readonly<Record<string, string>>) {
  const { AWS_ENDPOINT_URL = "" } = env;
  if (LOCAL.test(AWS_ENDPOINT_URL)) return;
  throw new RangeError(
    `Cannot call AWS in a test: AWS_ENDPOINT_URL must be on this machine or in the lab, current value is '${AWS_ENDPOINT_URL}'`,
  );
}
