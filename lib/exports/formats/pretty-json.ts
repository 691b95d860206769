const literal = /[^\s"{}[\]:,]+/y;

/**
 * Indents JSON by two spaces without parsing it, so numbers keep their digits and strings their escapes.
 * Only the white space between tokens changes.
 * @param json valid JSON
 * @returns the indented JSON, token by token
 */
export function* prettyJson(json: string): Generator<string> {
  let depth = 0;
  let justOpened = false;
  const newLine = () => `\n${"  ".repeat(depth)}`;
  for (const token of tokens(json)) {
    if (token === "}" || token === "]") {
      depth--;
      yield justOpened ? token : newLine() + token;
      justOpened = false;
      continue;
    }
    if (justOpened) yield newLine();
    justOpened = token === "{" || token === "[";
    if (justOpened) depth++;
    yield token === ":" ? ": " : token === "," ? `,${newLine()}` : token;
  }
}

function* tokens(json: string): Generator<string> {
  for (let at = 0; at < json.length; ) {
    const character = json.charAt(at);
    if (character === '"') {
      const end = endOfString(json, at);
      yield json.slice(at, end);
      at = end;
    } else if ("{}[]:,".includes(character)) {
      yield character;
      at++;
    } else if (/\s/.test(character)) {
      at++;
    } else {
      literal.lastIndex = at;
      const [value = character] = literal.exec(json) ?? [];
      yield value;
      at += value.length;
    }
  }
}

/** The position after the string that opens at `start`. A regular expression would overflow the stack on strings of megabytes. */
function endOfString(json: string, start: number): number {
  let end = start;
  for (let backslashes = 1; backslashes % 2 === 1; ) {
    end = json.indexOf('"', end + 1);
    if (end < 0) return json.length;
    backslashes = 0;
    while (json.charAt(end - 1 - backslashes) === "\\") backslashes++;
  }
  return end + 1;
}
