/** A program, or a set of files, that checks need on this machine. */
export interface Tool {
  readonly name: string;
  /**
   * Installs the tool if it is missing, once per process.
   *
   * @return why it could not be installed, as a clause; `undefined` if it is there
   */
  ensure(): Promise<string | undefined>;
}

/** Makes a tool of a function that installs it. */
export function defineTool(
  name: string,
  install: () => Promise<string | undefined>,
): Tool {
  let installed: Promise<string | undefined> | undefined;
  return { name, ensure: () => installed ??= install() };
}

/** Installs tools one after the other. @return why the first of the missing ones could not be installed */
export async function ensureAll(
  tools: readonly Tool[],
): Promise<string | undefined> {
  for (const tool of tools) {
    const missing = await tool.ensure();
    if (missing) return missing;
  }
}
