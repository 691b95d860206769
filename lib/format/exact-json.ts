/** A JSON number with the digits it was stored with; a JavaScript number would change 12345678901234567890 and 1.10. */
export class ExactNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  toString(): string {
    return this.digits;
  }
}

/**
 * Parses JSON, with an ExactNumber for every number. Keys such as __proto__ become own properties.
 * @throws SyntaxError; RangeError for JSON nested too deeply for the stack (about 2,000 levels)
 */
export function parseExactJson(json: string): unknown {
  return JSON.parse(json, (_key, value, context?: { source?: string }) =>
    typeof value === "number" ? new ExactNumber(context?.source ?? String(value)) : value,
  );
}
