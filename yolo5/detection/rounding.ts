/** Rounds to the nearest integer and halves to the even one, as Python, PyTorch and OpenCV do. Never returns −0. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value) + 0;
  return floor % 2 === 0 ? floor + 0 : floor + 1;
}
