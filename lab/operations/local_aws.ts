/**
 * Keeps the tests of the operations from every real account.
 *
 * @module
 */

/** Loopback, and the lab's own network of hosts. */
const LOCAL =
  /^http:\/\/(127(\.\d+){3}|localhost|\[::1\]|10\.231\.\d+\.\d+)(:\d+)?\/?$/;

/**
 * @throws {RangeError} when AWS_ENDPOINT_URL is missing, or names a server that is neither on this machine nor in the lab
 */
export function checkLocalAws(env: Readonly<Record<string, string>>) {
  const { AWS_ENDPOINT_URL = "" } = env;
  if (LOCAL.test(AWS_ENDPOINT_URL)) return;
  throw new RangeError(
    `Cannot run the operations in a test as AWS_ENDPOINT_URL must be on this machine or in the lab: current value is '${AWS_ENDPOINT_URL}'`,
  );
}
