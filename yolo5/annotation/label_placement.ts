/**
 * Places labels next to their boxes, inside the picture, without overlaps where
 * possible.
 *
 * @module
 */

/** Left edge, top edge, width and height in pixels. */
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

/** Returns the number of pixels that two rectangles share. */
function sharedArea(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

/** Yields possible positions of a label for a box, the best first. */
function* candidatePlaces(box: Rectangle, label: Size) {
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
  // when crowded: further away, then down along the left side of the box
  yield { x: left, y: above - label.height };
  yield { x: left, y: below + label.height };
  for (let y = inside + label.height; y < insideBottom; y += label.height) {
    yield { x: left, y };
  }
}

/**
 * Returns the position of a label inside `picture`: the first free candidate, or
 * the one that covers the least of other labels.
 *
 * @param taken positions of other labels
 */
export function placeLabel(
  box: Rectangle,
  label: Size,
  picture: Size,
  taken: readonly Rectangle[],
): Rectangle {
  let best: Rectangle = { x: 0, y: 0, ...label };
  let leastHidden = Infinity;
  for (const { x, y } of candidatePlaces(box, label)) {
    // skip positions above or below the picture; shift those beyond its sides
    if (y < 0 || y + label.height > picture.height) continue;
    const place = {
      ...label,
      x: Math.max(0, Math.min(x, picture.width - label.width)),
      y,
    };
    const hides = taken.reduce((sum, one) => sum + sharedArea(one, place), 0);
    if (hides >= leastHidden) continue;
    best = place;
    leastHidden = hides;
    if (hides === 0) break;
  }
  return best;
}
