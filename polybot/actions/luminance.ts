/**
 * The brightness of a colour: `0.2989 R + 0.5870 G + 0.1140 B` (ITU-R BT.601).
 *
 * It is counted in ten-thousandths, in whole numbers, so that nothing is
 * rounded before the end. The weights sum to 0.9999: the grey of value v has
 * 9999 v. That is above t × 10,000 just where v is above t, for whole t; and
 * the difference of two greys, rounded at the end, is that of their values.
 *
 * @module
 */

/** What {@linkcode luminance} counts for one step of an 8-bit channel. */
export const LUMINANCE_UNIT = 10_000;

/** The luminance of 8-bit red, green and blue, in ten-thousandths: 0 to 2,549,745. */
export function luminance(red: number, green: number, blue: number): number {
  return 2989 * red + 5870 * green + 1140 * blue;
}
