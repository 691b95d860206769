import { expect, it } from "vitest";
import { isFormula } from "@/lib/exports/formats/csv-injection";

it.each([
  "=1+1",
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  "+1+cmd|' /C calc'!A0",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(1)",
  "=",
  "-",
  "+",
  "+A1",
  "-A1",
  "+1 555 CALL",
  "+12(3)4*5",
  "--5",
  "+1-1",
  "+1-555-0100",
  "+44-20-7946-0958",
  "+1 - 555",
  "+1-(555)-0100",
  "+1.555-0100",
])("text %j is a formula", (text) => {
  expect(isFormula(text)).toBe(true);
});

it.each([
  "",
  "Ada",
  "-5",
  "+5",
  "-1.10",
  "-1,234.50",
  "+1e-5",
  "+1 (555) 010-2000",
  "+49 30 901820",
  "+44 20-7946-0958",
  "+1 555-0100",
  "+1(555)0100",
  "+1.555.0100",
  "1=1",
  " =1+1",
  "a@b.example",
  '{"a":"=1+1"}',
  "'=1+1",
])("text %j is not a formula", (text) => {
  expect(isFormula(text)).toBe(false);
});
