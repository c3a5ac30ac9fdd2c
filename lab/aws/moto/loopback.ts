/**
 * Keeps the lab away from real AWS accounts.
 *
 * @module
 */

/** Host names of this machine. 10.231.x.x is the network of the lab's hosts, which only this machine can reach. */
const LOCAL = /^(localhost|127(\.\d+){3}|10\.231(\.\d+){2}|\[::1\])$/;

/**
 * Checks that an HTTP address is on this machine, or on the network of the
 * lab's hosts.
 *
 * @throws {RangeError} when it is not
 */
export function checkLoopback(address: string | undefined): void {
  const { hostname } = URL.parse(address ?? "") ?? {};
  if (hostname === undefined || !LOCAL.test(hostname)) {
    throw new RangeError(
      `Cannot use the AWS endpoint: it must be on this machine, current value is ${
        address === undefined ? "not set" : `'${address}'`
      }`,
    );
  }
}
