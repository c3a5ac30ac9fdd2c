/**
 * Where labels go: inside the picture, at their boxes, not on each other.
 *
 * @module
 */

/** Left, top, width and height, in pixels. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How many pixels two rectangles share. */
function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** The places for a label at a box, the best first. */
function* places(box: Rectangle, label: Size) {
  const left = box.x;
  const right = box.x + box.width - label.width;
  const above = box.y - label.height;
  const below = box.y + box.height;
  const inside = box.y;
  const insideBottom = below - label.height;
  for (const y of [above, inside, below, insideBottom]) {
    yield { x: left, y };
    yield { x: right, y };
  }
  // a crowd: further away, and down along the box's left side
  yield { x: left, y: above - label.height };
  yield { x: left, y: below + label.height };
  for (let y = inside + label.height; y < insideBottom; y += label.height) {
    yield { x: left, y };
  }
}

/**
 * Chooses a place for a label at its box.
 *
 * @param taken where labels are already
 * @return a place inside of `picture`: the first that is free, or the one that hides the least
 */
export function placeLabel(
  box: Rectangle,
  label: Size,
  picture: Size,
  taken: readonly Rectangle[],
): Rectangle {
  let best: Rectangle = { x: 0, y: 0, ...label };
  let hidden = Infinity;
  for (const { x, y } of places(box, label)) {
    // above the picture's top edge is no place; the sides give way
    if (y < 0 || y + label.height > picture.height) continue;
    const place = {
      ...label,
      x: Math.max(0, Math.min(x, picture.width - label.width)),
      y,
    };
    const hides = taken.reduce((sum, one) => sum + sharedArea(one, place), 0);
    if (hides >= hidden) continue;
    best = place;
    hidden = hides;
    if (hides === 0) break;
  }
  return best;
}
