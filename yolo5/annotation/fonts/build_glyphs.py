#!/usr/bin/env python3
"""Write the outlines of a font's printable ASCII characters as a TypeScript module.

  npm pack @expo-google-fonts/roboto@0.4.3 && tar xzf expo-google-fonts-roboto-0.4.3.tgz   # -> package/
  pip install -r requirements.txt
  python build_glyphs.py package/500Medium/Roboto_500Medium.ttf > roboto_medium.ts

Outlines are SVG paths in font units, y downwards from the baseline.
"""
import json
import sys

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

HEAD = """\
// deno-fmt-ignore-file
/**
 * The outlines of Roboto Medium's printable ASCII characters. Written by
 * `build_glyphs.py`; licence: `LICENSE.roboto.txt`.
 *
 * @module
 */

/** A character: its width, and its outline as an SVG path, in font units, y downwards from the baseline. */
export interface Glyph {
  readonly advance: number;
  readonly path: string;
}
"""


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    font = TTFont(sys.argv[1])
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    print(HEAD)
    print("/** Font units in the height of a line of text. */")
    print(f"export const UNITS_PER_EM = {font['head'].unitsPerEm};")
    print("/** How high a capital letter or a digit stands. */")
    print(f"export const CAP_HEIGHT = {font['OS/2'].sCapHeight};\n")
    print("export const GLYPHS: Readonly<Record<string, Glyph>> = {")
    for code in range(ord(" "), ord("~") + 1):
        glyph = glyphs[names[code]]
        pen = SVGPathPen(glyphs, ntos=lambda number: str(round(number)))
        glyph.draw(TransformPen(pen, (1, 0, 0, -1, 0, 0)))
        print(f"  {json.dumps(chr(code))}: {{ advance: {glyph.width}, path: {json.dumps(pen.getCommands())} }},")
    print("};")


if __name__ == "__main__":
    main()
