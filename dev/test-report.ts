import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestCounts } from "../tests/support/reporters/test-counts.ts";

type Timing = { from: number; to: number };

/** Times the parts of a test run and collects how their tests ended. */
export class TestReport {
  readonly #directory = mkdtempSync(join(tmpdir(), "hydra-test-report-"));
  readonly #timings = new Map<string, Timing>();

  constructor() {
    process.once("exit", () => rmSync(this.#directory, { recursive: true, force: true }));
  }

  /** The file that the reporters of a part's runs add to; they get its path as TEST_REPORT. */
  file(part: string): string {
    return join(this.#directory, `${part}.jsonl`);
  }

  /** Runs something that belongs to a part. The part lasts from its first run to the end of its last. */
  async time<T>(part: string, run: () => Promise<T>): Promise<T> {
    const from = performance.now();
    try {
      return await run();
    } finally {
      this.#timings.set(part, { from: this.#timings.get(part)?.from ?? from, to: performance.now() });
    }
  }

  /** A table of the parts that have run, and the skipped tests. Parts overlap: their seconds add up to more than the total. */
  toString(): string {
    if (this.#timings.size === 0) return "";
    const parts = [...this.#timings].map(([part, { from, to }]) => ({ part, from, to, counts: this.#countsOf(part) }));
    const [from, to] = [Math.min(...parts.map((one) => one.from)), Math.max(...parts.map((one) => one.to))];
    const total = parts.flatMap(({ counts }) => counts ?? []).reduce(add, none);
    const rows = [
      ["Part", "Tests", "Seconds"],
      ...parts.map((one) => [one.part, one.counts ? countsText(one.counts) : "", seconds(one)]),
      ["total", countsText(total), seconds({ from, to })],
    ];
    const skipped = parts.flatMap(({ part, counts }) => counts?.skipped.map((title) => `- ${part}: ${title}`) ?? []);
    return ["", ...align(rows), "", ...(skipped.length > 0 ? ["Skipped:", ...skipped, ""] : [])].join("\n");
  }

  /** @returns undefined for a part without tests, such as lint */
  #countsOf(part: string): TestCounts | undefined {
    const file = this.file(part);
    if (!existsSync(file)) return undefined;
    const lines = readFileSync(file, "utf8").trim().split("\n");
    return lines.map((line): TestCounts => JSON.parse(line)).reduce(add, none);
  }
}

const none: TestCounts = { passed: 0, failed: 0, skipped: [] };

function add(a: TestCounts, b: TestCounts): TestCounts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: [...a.skipped, ...b.skipped] };
}

function countsText({ passed, failed, skipped }: TestCounts): string {
  return [failed > 0 && `${failed} failed`, `${passed} passed`, skipped.length > 0 && `${skipped.length} skipped`]
    .filter(Boolean)
    .join(", ");
}

const seconds = ({ from, to }: Timing) => String(Math.round((to - from) / 1000));

/** Pads the cells of a table; the last column is right-aligned. */
function align(rows: string[][]): string[] {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell.padStart(width(column)) : cell.padEnd(width(column))))
      .join("  "),
  );
}
