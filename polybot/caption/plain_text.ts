/**
 * Returns a text as if typed on a plain keyboard: in lower case, with ASCII
 * digits, hyphens and commas and single spaces, and without quotes, brackets,
 * emoji and invisible characters. Line breaks stay. A comma between two digits
 * is a decimal comma: "0,1" becomes "0.1".
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

/** Finds a digit's value: Unicode has the ten digits of each script in order, and some scripts directly after others. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return String((code - first) % 10);
}
