/**
 * The ways in which a text may be written in a file: letters in upper and lower case and in each normal form, as entities, as escapes of
 * JSON, CSS and JavaScript, percent-encoded, in base64, in UTF-16, and with invisible characters between its letters. Each as bytes to
 * search for.
 */
export function writtenForms(value: string): Map<string, Buffer> {
  const forms = new Map<string, Buffer>();
  const add = (name: string, form: string | Buffer) => forms.set(name, Buffer.from(form as string));
  const each = (text: string, write: (code: number, character: string) => string) =>
    [...text].map((character) => write(character.codePointAt(0) ?? 0, character)).join("");
  const nonAscii = (text: string, write: (code: number) => string) =>
    each(text, (code, character) => (code > 127 ? write(code) : character));
  const cases = { "as it is": value, upper: value.toUpperCase(), lower: value.toLowerCase() };
  for (const [letters, text] of Object.entries(cases)) {
    for (const form of ["NFC", "NFD", "NFKC", "NFKD"] as const) {
      const normal = text.normalize(form);
      const name = `${letters}, ${form}`;
      add(name, normal);
      add(
        `${name}, JSON escapes`,
        nonAscii(normal, (code) => `\\u${code.toString(16).padStart(4, "0")}`),
      );
      add(
        `${name}, JSON escapes in capitals`,
        nonAscii(normal, (code) => `\\u${code.toString(16).padStart(4, "0").toUpperCase()}`),
      );
      add(
        `${name}, decimal entities`,
        nonAscii(normal, (code) => `&#${code};`),
      );
      add(
        `${name}, hexadecimal entities`,
        nonAscii(normal, (code) => `&#x${code.toString(16)};`),
      );
      add(
        `${name}, all entities`,
        each(normal, (code) => `&#${code};`),
      );
      add(
        `${name}, all hexadecimal entities`,
        each(normal, (code) => `&#x${code.toString(16).toUpperCase()};`),
      );
      add(
        `${name}, all JSON escapes`,
        each(normal, (code) => `\\u${code.toString(16).padStart(4, "0")}`),
      );
      add(`${name}, percent-encoded`, encodeURIComponent(normal));
      add(`${name}, all percent-encoded`, Buffer.from(normal).toString("hex").replace(/../g, "%$&"));
      add(`${name}, as a form`, new URLSearchParams([["", normal]]).toString().slice(1));
      add(`${name}, UTF-16`, Buffer.from(normal, "utf16le"));
      // At each of the three places in a group of base64, without the characters that depend on the neighbours.
      for (const shift of [0, 1, 2]) {
        const encoded = Buffer.concat([Buffer.alloc(shift), Buffer.from(normal)]).toString("base64");
        add(`${name}, base64 at ${shift}`, encoded.slice(shift === 0 ? 0 : shift + 1, -4));
      }
      for (const invisible of ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060"]) {
        add(`${name}, with U+${invisible.charCodeAt(0).toString(16)}`, [...normal].join(invisible));
      }
    }
  }
  return forms;
}
