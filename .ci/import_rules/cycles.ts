/**
 * Finds the cycles of a graph.
 *
 * @module
 */

/** The targets of each node. */
export type Graph = ReadonlyMap<string, Iterable<string>>;

/** Returns groups of nodes that reach each other, by Tarjan's algorithm; a node that points at itself is a group. */
export function cyclesIn(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const path: string[] = [];
  const cycles: string[][] = [];

  function visit(node: string): number {
    const index = order.size;
    order.set(node, index);
    path.push(node);
    let low = index;
    let pointsAtItself = false;
    for (const target of graph.get(node) ?? []) {
      pointsAtItself ||= target === node;
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (path.includes(target)) {
        low = Math.min(low, order.get(target) ?? low);
      }
    }
    if (low === index) {
      const group = path.splice(path.indexOf(node));
      if (group.length > 1 || pointsAtItself) cycles.push(group.sort());
    }
    return low;
  }

  for (const node of graph.keys()) if (!order.has(node)) visit(node);
  return cycles;
}
