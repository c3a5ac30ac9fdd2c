/**
 * A guard: what is here works on this machine only, never on a real account.
 *
 * @module
 */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** @throws {RangeError} unless `address` is an HTTP address of this machine */
export function checkLoopback(address: string | undefined): void {
  const { hostname } = URL.parse(address ?? "") ?? {};
  if (hostname === undefined || !LOOPBACK.test(hostname)) {
    throw new RangeError(
      `Cannot use the AWS endpoint as it must be on this machine: current value is ${
        address === undefined ? "not set" : `'${address}'`
      }`,
    );
  }
}
