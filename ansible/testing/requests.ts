/**
 * Requests to a balancer, one after the other without a pause.
 *
 * @module
 */

export interface Asking {
  /** Ends it. */
  stop(): Promise<{
    /** What each request that failed was answered, or why it was not. */
    failed: readonly string[];
    /** All that was answered. */
    versions: ReadonlySet<string>;
  }>;
}

/** Keeps asking for `/`, which tells the version, by several askers at once. */
export function keepAsking(address: string, askers = 3): Asking {
  const failed: string[] = [];
  const versions = new Set<string>();
  let isOver = false;
  async function ask() {
    while (!isOver) {
      try {
        const response = await fetch(address);
        const text = (await response.text()).trim();
        if (response.ok) versions.add(text);
        else failed.push(`${response.status} ${text}`);
      } catch (error) {
        failed.push(String(error));
      }
      await new Promise((go) => setTimeout(go, 20));
    }
  }
  const asking = Array.from({ length: askers }, ask);
  return {
    async stop() {
      isOver = true;
      await Promise.all(asking);
      return { failed, versions };
    },
  };
}
