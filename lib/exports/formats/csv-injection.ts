/**
 * Characters that make a spreadsheet run a cell as a formula: OWASP, "CSV Injection".
 * The last four are the full-width forms of the first four.
 */
const triggers = new Set("=+-@\t\r\n＝＋－＠");

const firstBytes = new Set([...triggers].map((trigger) => Buffer.from(trigger)[0]));

/** Whether a text of which this is the first byte, in UTF-8, may look like a formula: to look at few texts only. */
export function mayStartFormula(byte: number | undefined): boolean {
  return firstBytes.has(byte);
}

/** A number as people write it: -5, +3.5, -1,234.50, 1e-5. */
const plainNumber = /^[+-]?(\d+|\d{1,3}(,\d{3})+)([.,]\d+)?(e[+-]?\d+)?$/i;

/** An international telephone number (E.164 allows 15 digits) with the usual marks between its digits. */
const phoneNumber = /^\+(?=(?:\D*\d){5,15}\D*$)\d[\d ().-]*$/;

/**
 * Whether a spreadsheet would take this text for a formula.
 * Plain numbers and telephone numbers begin with the same characters but cannot call anything, so they are left alone.
 */
export function isFormula(text: string): boolean {
  return triggers.has(text.charAt(0)) && text !== "" && !plainNumber.test(text) && !phoneNumber.test(text);
}
