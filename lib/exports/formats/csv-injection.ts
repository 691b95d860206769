/**
 * First characters that make a spreadsheet run a cell as a formula (OWASP, "CSV Injection").
 * The last four are the full-width forms of the first four.
 */
const triggers = new Set("=+-@\t\r\n＝＋－＠");

const firstBytes = new Set([...triggers].map((trigger) => Buffer.from(trigger)[0]));

/** Whether UTF-8 text with this first byte may be a formula. A cheap check that rules out most cells before isFormula. */
export function mayStartFormula(byte: number | undefined): boolean {
  return firstBytes.has(byte);
}

/** A number as a person types it: -5, +3.5, -1,234.50, 1e-5. */
const plainNumber = /^[+-]?(\d+|\d{1,3}(,\d{3})+)([.,]\d+)?(e[+-]?\d+)?$/i;

/** An international phone number (E.164: at most 15 digits) with the usual separators. */
const phoneNumber = /^\+(?=(?:\D*\d){5,15}\D*$)\d[\d ().-]*$/;

/** Two numbers side by side, as in +1 (555) 010-2000: no formula. Without them +1-555-0100 is a subtraction. */
const sideBySide = /[\d)] *\(|\) *\d|\d +\d/;

/**
 * Whether a spreadsheet would run this text as a formula.
 * Plain numbers, and phone numbers that it cannot calculate, start with the same characters, but they do not count.
 */
export function isFormula(text: string): boolean {
  return triggers.has(text.charAt(0)) && text !== "" && !plainNumber.test(text) && !isPhoneNumber(text);
}

function isPhoneNumber(text: string): boolean {
  return phoneNumber.test(text) && (!text.includes("-") || sideBySide.test(text));
}
