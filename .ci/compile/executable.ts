/**
 * An executable as deno compile writes it: an ELF file with a note that holds
 * what was compiled in. The note begins with the metadata as JSON.
 *
 * @module
 */
import { compiledAs } from "../../shared/service/version.ts";

/** Of the metadata, what matters here. */
export interface Metadata {
  readonly argv: readonly string[];
  readonly v8_flags: readonly string[];
  /** `null` is none, `[]` all. */
  readonly permissions: Readonly<Record<string, readonly string[] | null>>;
  /** Names the folder that it unpacks to; depends on its files alone. */
  readonly self_extracting: string;
}

export interface ExecutableInfo {
  /** Bytes of the whole file. */
  readonly size: number;
  /** Bytes of what was compiled in. */
  readonly contents: number;
  readonly metadata: Metadata;
  /** Where the JSON of the metadata lies in the file. */
  readonly at: { readonly start: number; readonly length: number };
}

const PT_NOTE = 4;
/** The type of the notes that deno compile writes. */
const SUI_NOTE = 0x53554901;
const MAGIC = "d3n0l4nd";

/** @throws {Error} when the file is no executable of deno compile's for Linux */
export async function inspectExecutable(path: string): Promise<ExecutableInfo> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  const read = async (at: number, length: number) => {
    const bytes = new Uint8Array(length);
    await file.seek(at, Deno.SeekMode.Start);
    let had = 0;
    while (had < length) {
      const count = await file.read(bytes.subarray(had));
      if (count === null) throw notExecutable(path);
      had += count;
    }
    return new DataView(bytes.buffer);
  };
  const header = await read(0, 64);
  if (header.getUint32(0) !== 0x7f454c46) throw notExecutable(path);
  const headers = await read(
    Number(header.getBigUint64(32, true)),
    header.getUint16(56, true) * 56,
  );
  for (let at = 0; at < headers.byteLength; at += 56) {
    if (headers.getUint32(at, true) !== PT_NOTE) continue;
    const start = Number(headers.getBigUint64(at + 8, true));
    const note = await read(start, 64);
    if (note.getUint32(8, true) !== SUI_NOTE) continue;
    const contents = note.getUint32(4, true);
    // name of the note, name of the section with its length, magic
    const text = new TextDecoder("latin1").decode(note);
    const length = text.lastIndexOf(MAGIC) + MAGIC.length;
    const json = start + length + 8;
    const bytes = Number(note.getBigUint64(length, true));
    const metadata = JSON.parse(
      new TextDecoder().decode(await read(json, bytes)),
    );
    return { size, contents, metadata, at: { start: json, length: bytes } };
  }
  throw notExecutable(path);
}

const notExecutable = (path: string) =>
  new Error(`Cannot read '${path}': it is no executable of deno compile's`);

/** Makes a copy of an executable with another version in it: all versions are as long. */
export async function copyAs(from: string, to: string, version: string) {
  const { metadata, at } = await inspectExecutable(from);
  const [argument = ""] = metadata.argv;
  await Deno.copyFile(from, to);
  using file = await Deno.open(to, { read: true, write: true });
  const bytes = new Uint8Array(at.length);
  await file.seek(at.start, Deno.SeekMode.Start);
  await file.read(bytes);
  const json = new TextDecoder().decode(bytes);
  const changed = new TextEncoder().encode(
    json.replace(JSON.stringify(argument), JSON.stringify(compiledAs(version))),
  );
  await file.seek(at.start, Deno.SeekMode.Start);
  await file.write(changed);
}
