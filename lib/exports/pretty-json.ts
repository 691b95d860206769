/**
 * Lays JSON out over lines with two spaces of indentation, without parsing it: numbers keep their digits and strings their
 * escapes. White space between tokens is replaced, everything else is passed on as it is.
 * @param json valid JSON, as Postgres printed it
 * @returns the same in pieces, a pretty line or so each
 */
export function* prettyJson(json: string): Generator<string> {
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s"{}[\]:,]+/g;
  let depth = 0;
  let empty = false;
  const line = () => `\n${"  ".repeat(depth)}`;
  for (const [part] of json.matchAll(token)) {
    if (part === "}" || part === "]") {
      depth--;
      yield empty ? part : line() + part;
      empty = false;
      continue;
    }
    if (empty) yield line();
    empty = part === "{" || part === "[";
    if (empty) depth++;
    yield part === ":" ? ": " : part === "," ? `,${line()}` : part;
  }
}
