/** The trimmed text, or null if it consists of white space and invisible characters only. */
export function visibleText(text: string | null): string | null {
  return text && /[^\s\p{C}\p{Z}]/u.test(text) ? text.trim() : null;
}
