/**
 * Creates self-signed certificates for loopback.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { generateKeyPairSync, sign } from "node:crypto";

export interface SelfSigned {
  /** PEM, like the key. */
  readonly certificate: string;
  readonly key: string;
}

/** Encodes a DER value: tag, length, content. */
function der(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128
    ? [length]
    : length < 256
    ? [0x81, length]
    : [0x82, length >> 8, length & 255];
  return Buffer.concat([Uint8Array.of(tag, ...size), content]);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const oid = (...bytes: number[]) => der(0x06, Uint8Array.from(bytes));
const octets = (...parts: Uint8Array[]) => der(0x04, ...parts);
const time = (text: string) => der(0x18, Buffer.from(text));

const ECDSA_WITH_SHA256 = sequence(oid(42, 134, 72, 206, 61, 4, 3, 2));
const LOOPBACK = Uint8Array.of(127, 0, 0, 1);

/** Creates a self-signed P-256 certificate for 127.0.0.1. */
export function selfSigned(): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
  });
  const name = sequence(
    der(0x31, sequence(oid(85, 4, 3), der(0x0c, Buffer.from("127.0.0.1")))),
  );
  const addresses = sequence(
    oid(85, 29, 17),
    octets(sequence(der(0x87, LOOPBACK))),
  );
  const certified = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))), // version 3
    der(0x02, Uint8Array.of(1), crypto.getRandomValues(new Uint8Array(8))),
    ECDSA_WITH_SHA256,
    name,
    sequence(time("20200101000000Z"), time("20991231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(addresses)),
  );
  const signature = sign("sha256", certified, privateKey);
  const certificate = sequence(
    certified,
    ECDSA_WITH_SHA256,
    der(0x03, Uint8Array.of(0), signature),
  );
  const base64 = Buffer.from(certificate).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return {
    certificate: [
      "-----BEGIN CERTIFICATE-----",
      ...lines,
      "-----END CERTIFICATE-----\n",
    ].join("\n"),
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}
