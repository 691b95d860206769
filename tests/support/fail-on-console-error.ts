import { afterEach, expect } from "vitest";

let errors: string[] = [];

// Read-only, so that no test can mock it and no `vi.restoreAllMocks()` takes the check away.
Object.defineProperty(console, "error", {
  value: (...values: unknown[]) => void errors.push(values.map(String).join(" ")),
  writable: false,
  configurable: false,
});

/** The lines that were written with console.error so far. For tests that expect some: what is taken does not fail the test. */
export function takeConsoleErrors(): string[] {
  const taken = errors;
  errors = [];
  return taken;
}

afterEach(() => {
  expect(takeConsoleErrors(), "unexpected lines on console.error").toEqual([]);
});
