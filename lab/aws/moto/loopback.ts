/**
 * A guard: what is here works on this machine only, never on a real account.
 *
 * @module
 */

/** 10.231.x.x is the network of the lab's hosts, which this machine alone has. */
const LOCAL = /^(localhost|127(\.\d+){3}|10\.231(\.\d+){2}|\[::1\])$/;

/** @throws {RangeError} unless `address` is an HTTP address of this machine, or of the lab on it */
export function checkLoopback(address: string | undefined): void {
  const { hostname } = URL.parse(address ?? "") ?? {};
  if (hostname === undefined || !LOCAL.test(hostname)) {
    throw new RangeError(
      `Cannot use the AWS endpoint as it must be on this machine: current value is ${
        address === undefined ? "not set" : `'${address}'`
      }`,
    );
  }
}
