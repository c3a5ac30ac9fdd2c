/**
 * What phones make of a caption, back in plain characters.
 *
 * @module
 */

/**
 * A text in lower case, with ASCII digits, hyphens and commas, single spaces,
 * and without quotes, brackets, emoji and invisible characters. Lines stay
 * apart. A comma between two digits is a decimal one: "0,1" becomes "0.1".
 */
export function plainText(text: string): string {
  return text.normalize("NFKC").toLowerCase()
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\r\n\u2028\u2029]+/g, "\n")
    .replace(/[،、]/g, ",")
    .replace(/\p{Extended_Pictographic}|\p{Cf}|\p{Variation_Selector}/gu, "")
    .replace(/["'`´‘’‚“”„«»‹›]/g, "")
    .replace(/[^\S\n]|[()[\]{}<>:=]|\p{Cc}(?<!\n)/gu, " ")
    .replace(/(?<=\d),(?=\d)/g, ".")
    .replace(/(?<=\d) +(?=%)/g, "")
    .replace(/ +/g, " ")
    .trim();
}

/** Unicode keeps the ten digits of a script together, zero first, and some scripts side by side. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
