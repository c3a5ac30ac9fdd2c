/**
 * Puts calls together that come while another is under way ("group commit"):
 * one call alone goes out at once, many go out in batches, and no timer
 * decides which.
 *
 * @module
 */

export interface BatcherOptions<Item, Result> {
  /** Does the work of a batch; gives a result for each item, or why that one failed. */
  readonly run: (
    items: readonly Item[],
  ) => Promise<readonly (Result | Error)[]>;
  /** The most items of a batch. */
  readonly maxItems: number;
  /** The most that the sizes of a batch's items come to; a larger item goes alone. */
  readonly maxSize: number;
  /** An item's size, in the unit of `maxSize`. */
  readonly sizeOf: (item: Item) => number;
  /**
   * How many batches may be under way at once.
   *
   * @default {1} so that items keep their order
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
 * Gives the function that takes one item. Batches go out in the order in
 * which their items came. An item that fails fails alone; a batch that fails as
 * a whole fails all of its items.
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
