/**
 * Things that are done over and over while something else happens.
 *
 * @module
 */

export interface AskingOptions {
  /** How many ask at once, default 1. */
  readonly askers?: number;
  /** Milliseconds that each waits after an answer. */
  readonly pause: number;
}

export interface Asking {
  /** Ends it. @return what each came to, each once */
  stop(): Promise<ReadonlySet<string>>;
}

/** Has askers ask, each again a while after it was answered. What fails counts as answered with the error. */
export function keepAsking(
  ask: () => Promise<string>,
  { askers = 1, pause }: AskingOptions,
): Asking {
  const answers = new Set<string>();
  let isOver = false;
  async function go() {
    while (!isOver) {
      answers.add(await ask().catch((error) => `failed: ${error}`));
      await new Promise((next) => setTimeout(next, pause));
    }
  }
  const asking = Array.from({ length: askers }, go);
  return {
    async stop() {
      isOver = true;
      await Promise.all(asking);
      return answers;
    },
  };
}

/** What an address answers to a GET; the status as well where that is not 200. */
export async function get(address: string): Promise<string> {
  const response = await fetch(address);
  const text = (await response.text()).trim();
  return response.ok ? text : `${response.status} ${text}`;
}
