const literal = /[^\s"{}[\]:,]+/y;

/**
 * Lays JSON out over lines with two spaces of indentation, without parsing it: numbers keep their digits and strings their
 * escapes. White space between tokens is replaced, everything else is passed on as it is.
 * @param json valid JSON, as Postgres printed it
 * @returns the same, token by token
 */
export function* prettyJson(json: string): Generator<string> {
  let depth = 0;
  let justOpened = false;
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const token of tokens(json)) {
    if (token === "}" || token === "]") {
      depth--;
      yield justOpened ? token : line() + token;
      justOpened = false;
      continue;
    }
    if (justOpened) yield line();
    justOpened = token === "{" || token === "[";
    if (justOpened) depth++;
    yield token === ":" ? ": " : token === "," ? `,${line()}` : token;
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

/** Where the string that opens at `start` ends. Not by regular expression: those run out of stack on strings of megabytes. */
function endOfString(json: string, start: number): number {
  let end = start;
  for (let slashes = 1; slashes % 2 === 1; ) {
    end = json.indexOf('"', end + 1);
    if (end < 0) return json.length;
    slashes = 0;
    while (json.charAt(end - 1 - slashes) === "\\") slashes++;
  }
  return end + 1;
}
