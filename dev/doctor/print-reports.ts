import { styleText } from "node:util";
import { userAgent } from "./check-export.ts";
import type { Report } from "./check-project.ts";
import type { Finding } from "./finding.ts";

const width = 80;
const statusWidth = 9;
const nameWidth = 17;
const colors = { ok: "green", warning: "yellow", failed: "red" } as const;

/**
 * Prints each report as it arrives: a line a check, and below it what to do.
 * @returns the number of findings by status
 */
export async function printReports(
  reports: AsyncIterable<Report>,
  write: (line: string) => void,
): Promise<Record<Finding["status"], number>> {
  const found = { ok: 0, warning: 0, failed: 0 };
  let note = "";
  for await (const report of reports) {
    if ("exportId" in report) {
      note = `This made export ${report.exportId} of ${report.workspace}, and cancelled it. The audit log names it, with the user agent "${userAgent}".`;
      continue;
    }
    found[report.finding.status]++;
    for (const line of reportLines(report.check, report.finding)) write(line);
  }
  write("");
  for (const line of wrap(note, width)) write(line);
  write(summary(found));
  return found;
}

function reportLines(check: string, { status, text, hint }: Finding): string[] {
  const [first = "", ...rest] = wrap(text, width - statusWidth - nameWidth);
  const indent = " ".repeat(statusWidth);
  return [
    styleText(colors[status], status.padEnd(statusWidth)) + check.padEnd(nameWidth) + first,
    ...rest.map((line) => indent + " ".repeat(nameWidth) + line),
    ...(hint ? wrap(hint, width - statusWidth).map((line) => indent + line) : []),
  ];
}

function summary({ warning, failed }: Record<Finding["status"], number>): string {
  const warnings = warning > 0 ? ` ${warning === 1 ? "1 warning" : `${warning} warnings`}.` : "";
  if (failed === 0) return `The project is ready.${warnings}`;
  return `The project is not ready: ${failed === 1 ? "1 check" : `${failed} checks`} failed.${warnings}`;
}

/** Breaks a text at spaces; a longer word gets a line of its own. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((part) => part !== "")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
