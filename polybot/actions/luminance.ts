/**
 * The brightness of a colour: `0.2989 R + 0.5870 G + 0.1140 B` (ITU-R BT.601).
 *
 * It is a whole number of ten-thousandths, so that nothing is rounded before
 * the end. The weights sum to 0.9999: a grey of value v has the luminance
 * 9999 v. For whole t, that is above t × 10,000 exactly if v is above t; and
 * the difference of two greys, rounded at the end, is that of their values.
 *
 * @module
 */

/** The {@linkcode luminance} of one step in all 8-bit channels. */
export const LUMINANCE_UNIT = 10_000;

/** Returns the luminance of 8-bit red, green and blue, in ten-thousandths: 0 to 2,549,745. */
export function luminance(red: number, green: number, blue: number): number {
  return 2989 * red + 5870 * green + 1140 * blue;
}
