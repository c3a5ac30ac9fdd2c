import type { Picture } from "./picture.ts";

/**
 * Draws `overlay` onto `picture`, in place, with its top left corner at (x, y).
 * The picture stays visible under transparent pixels. Parts outside of the
 * picture are cut off.
 */
export function overlayPicture(
  picture: Picture,
  overlay: Picture,
  x: number,
  y: number,
): void {
  const endX = Math.min(overlay.width, picture.width - x);
  const endY = Math.min(overlay.height, picture.height - y);
  for (let row = Math.max(0, -y); row < endY; row++) {
    for (let column = Math.max(0, -x); column < endX; column++) {
      const from = (row * overlay.width + column) * 4;
      const to = ((y + row) * picture.width + x + column) * 4;
      blendPixel(picture.bitmap, to, overlay.bitmap, from);
    }
  }
}

function blendPixel(
  target: Uint8ClampedArray,
  to: number,
  source: Uint8ClampedArray,
  from: number,
): void {
  const alpha = source[from + 3]!;
  if (alpha === 0) return;
  for (let channel = 0; channel < 3; channel++) {
    // weights in 256ths: an alpha of 255 counts as 256
    target[to + channel] = ((alpha + 1) * source[from + channel]! +
      (256 - alpha) * target[to + channel]!) >> 8;
  }
  target[to + 3] = Math.max(alpha, target[to + 3]!);
}
