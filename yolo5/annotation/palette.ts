/**
 * Colours of the boxes and labels of each class. Neighbours in the list are far
 * apart in hue (by the golden angle in OKLCH) and differ in lightness.
 *
 * @module
 */
import type { CocoClass } from "../../shared/coco.ts";

/** Colours as `#rrggbb`, by class. */
export const CLASS_COLOURS: Readonly<Record<CocoClass, string>> = {
  person: "#ff6a65",
  bicycle: "#00a358",
  car: "#d4aaff",
  motorcycle: "#9e4900",
  airplane: "#00bfee",
  bus: "#d6358c",
  train: "#a1d862",
  truck: "#3353d3",
  boat: "#ff7527",
  "traffic light": "#00a48b",
  "fire hydrant": "#f2a0ff",
  "stop sign": "#845e00",
  "parking meter": "#00b3ff",
  bench: "#e0305c",
  bird: "#6de18b",
  cat: "#6343cc",
  dog: "#f28500",
  horse: "#009fb6",
  sheep: "#ff98e4",
  cow: "#5d6e00",
  elephant: "#45a5ff",
  bear: "#e23917",
  zebra: "#13e5b5",
  giraffe: "#8234b9",
  backpack: "#da9700",
  umbrella: "#0095d9",
  handbag: "#ff95bf",
  tie: "#077a00",
  suitcase: "#8595ff",
  frisbee: "#da4b00",
  skis: "#00e4db",
  snowboard: "#9a259b",
  "sports ball": "#b7a900",
  kite: "#0086f1",
  "baseball bat": "#ff9698",
  "baseball glove": "#008130",
  skateboard: "#b087ff",
  surfboard: "#c86100",
  "tennis racket": "#00dffd",
  bottle: "#ac1377",
  "wine glass": "#89b800",
  cup: "#3775fb",
  fork: "#ff9d70",
  knife: "#008363",
  spoon: "#d17af4",
  bowl: "#ac7700",
  banana: "#1dd5ff",
  apple: "#b7014d",
  sandwich: "#41c252",
  orange: "#7465f7",
  broccoli: "#ffa949",
  carrot: "#00808c",
  "hot dog": "#ea6fd2",
  pizza: "#848900",
  donut: "#6ccaff",
  cake: "#bb0a10",
  chair: "#00c887",
  couch: "#9b55e5",
  "potted plant": "#f9b729",
  bed: "#0077ad",
  "dining table": "#fc69aa",
  toilet: "#479700",
  tv: "#9dbdff",
  laptop: "#b62600",
  mouse: "#00c8b5",
  remote: "#b847c7",
  keyboard: "#dcc62c",
  "cell phone": "#006ac5",
  microwave: "#ff687c",
  oven: "#00a13a",
  toaster: "#c4b0ff",
  sink: "#a83f00",
  refrigerator: "#00c3dd",
  book: "#ce3aa0",
  clock: "#b6d34f",
  vase: "#005bd2",
  scissors: "#ff6f48",
  "teddy bear": "#00a474",
  "hair drier": "#e5a5ff",
  toothbrush: "#915400",
};

const DARK = "#000000";
const LIGHT = "#ffffff";

/** Returns red, green and blue, 0 to 255, of `#rrggbb`. */
export function toRgb(colour: string): [number, number, number] {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/** Returns the relative luminance, 0 to 1, as WCAG 2 defines it. */
function relativeLuminance(colour: string): number {
  const [red, green, blue] = toRgb(colour).map((value) => {
    const c = value / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Returns black or white, whichever has more contrast to the background. */
export function textColourOn(background: string): string {
  // contrast is (lighter + 0.05) / (darker + 0.05)
  const light = relativeLuminance(background) + 0.05;
  return light / 0.05 > 1.05 / light ? DARK : LIGHT;
}
