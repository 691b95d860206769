/** Strings and numbers of JSON, outermost quotes included. */
const number = /-?\d[\d.eE+-]*/y;

/**
 * Replaces the strings in JSON without parsing the rest: numbers keep their digits, and any depth will do. A number is replaced by a
 * string if its digits are.
 * @param redact gets each string, keys included, and each number's digits
 */
export function redactJson(json: string, redact: (text: string) => string): string {
  let result = "";
  for (let at = 0; at < json.length; ) {
    const character = json[at] as string;
    number.lastIndex = at;
    const digits = character === '"' ? undefined : number.exec(json)?.[0];
    if (character !== '"' && !digits) {
      result += character;
      at++;
      continue;
    }
    const token = digits ?? json.slice(at, endOfString(json, at));
    const text: string = digits ?? JSON.parse(token);
    const redacted = redact(text);
    result += redacted === text ? token : JSON.stringify(redacted);
    at += token.length;
  }
  return result;
}

function endOfString(json: string, start: number): number {
  for (let end = start; ; ) {
    end = json.indexOf('"', end + 1);
    if (end < 0) throw new SyntaxError("The JSON ends too early.");
    let backslashes = 0;
    while (json[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
}
