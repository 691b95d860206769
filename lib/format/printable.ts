/**
 * Text from elsewhere for a terminal: on one line, cut to 200 characters, with control characters, escape sequences and
 * invisible or direction-changing characters as `\u{1b}`.
 */
export function printable(text: string): string {
  const cut = [...text.slice(0, 400)].slice(0, 200).join("");
  const safe = cut.replace(
    /[^\P{C}]|[\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
  return cut.length < text.length ? `${safe}…` : safe;
}
