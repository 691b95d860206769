import { describe, expect, it } from "vitest";
import { parseTestSelection } from "../../dev/test-selection";

describe("the arguments of npm test", () => {
  it("without arguments select every part but the slow one", () => {
    const { includes, needsStack } = parseTestSelection([]);
    expect([includes("lint"), includes("e2e"), includes("full-faults")]).toEqual([true, true, false]);
    expect(needsStack).toBe(true);
  });

  it("select parts by name, without the stack where none needs it", () => {
    const { includes, needsStack } = parseTestSelection(["lint", "unit"]);
    expect([includes("unit"), includes("types"), includes("e2e")]).toEqual([true, false, false]);
    expect(needsStack).toBe(false);
  });

  it("filter a part's files after a colon, each part on its own", () => {
    const { filters } = parseTestSelection(["integration:access", "integration:batches", "e2e"]);
    expect(filters("integration")).toEqual(["access", "batches"]);
    expect(filters("e2e")).toEqual([]);
  });

  it("name every unknown part in the error", () => {
    expect(() => parseTestSelection(["unti", "lint", "e3e"])).toThrow("There is no unti, e3e.");
  });
});
