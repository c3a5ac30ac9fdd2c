/**
 * Combines items that arrive while a call is under way into the next one ("group
 * commit"). A single item is sent immediately, many are sent in batches, and there
 * is no timer.
 *
 * @module
 */

export interface BatcherOptions<Item, Result> {
  /** Processes a batch. Returns a result for each item, or the error of that item. */
  readonly run: (
    items: readonly Item[],
  ) => Promise<readonly (Result | Error)[]>;
  /** Maximum items of a batch. */
  readonly maxItems: number;
  /** Maximum total size of a batch; a larger item is sent alone. */
  readonly maxSize: number;
  /** Returns the size of an item, in the unit of `maxSize`. */
  readonly sizeOf: (item: Item) => number;
  /**
   * Maximum batches under way at the same time.
   *
   * @default {1} which keeps the items in order
   */
  readonly maxBatches?: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly size: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Returns a function that processes one item as part of a batch. Batches are
 * started in the order in which their items arrived. A single item can fail;
 * when `run` rejects, all items of the batch fail.
 */
export function createBatcher<Item, Result>(
  { run, maxItems, maxSize, sizeOf, maxBatches = 1 }: BatcherOptions<
    Item,
    Result
  >,
): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  function takeBatch() {
    let size = 0;
    let count = 0;
    for (const each of waiting.slice(0, maxItems)) {
      size += each.size;
      if (count > 0 && size > maxSize) break;
      count++;
    }
    return waiting.splice(0, count);
  }

  async function runAll() {
    running++;
    while (waiting.length > 0) {
      const batch = takeBatch();
      try {
        const results = await run(batch.map(({ item }) => item));
        batch.forEach(({ resolve, reject }, index) => {
          const result = results[index] as Result | Error;
          if (result instanceof Error) reject(result);
          else resolve(result);
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running--;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, size: sizeOf(item), resolve, reject });
      if (running < maxBatches) runAll();
    });
}
