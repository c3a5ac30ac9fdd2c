/**
 * Creates ids that look like Telegram's and cannot be guessed.
 *
 * @module
 */

/** Returns `prefix` and `bytes` random bytes in base64url: letters, digits, `-`, `_`. */
export function randomId(prefix: string, bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return prefix + random.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Returns random digits, like Telegram's ids of albums and callback queries. */
export function randomNumber(): string {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return String(BigInt(high >>> 1) << 32n | BigInt(low));
}
