import { describe, expect, it } from "vitest";
import { parseTestSelection } from "../../dev/test-selection";

describe("the arguments of npm test", () => {
  it("without arguments select every part but the long ones", () => {
    const { includes, needsSharedStack, needsExclusiveStack } = parseTestSelection([]);
    expect([includes("lint"), includes("e2e"), includes("full-faults")]).toEqual([true, true, false]);
    expect([needsSharedStack, needsExclusiveStack]).toEqual([true, true]);
  });

  it("select parts by name, without a stack where none needs one", () => {
    const { includes, needsSharedStack, needsExclusiveStack } = parseTestSelection(["lint", "unit"]);
    expect([includes("unit"), includes("types"), includes("e2e")]).toEqual([true, false, false]);
    expect([needsSharedStack, needsExclusiveStack]).toEqual([false, false]);
  });

  it.each([
    ["integration:batches", true, false],
    ["integration:failures", false, true],
    ["integration", true, true],
    ["e2e:access", true, false],
    ["faults", false, true],
  ])("select with %s only the stacks that its tests need", (argument, shared, exclusive) => {
    const { needsSharedStack, needsExclusiveStack } = parseTestSelection([argument]);
    expect([needsSharedStack, needsExclusiveStack]).toEqual([shared, exclusive]);
  });

  it("name a filter that no integration test matches in the error", () => {
    expect(() => parseTestSelection(["integration:acess"])).toThrow("No path of an integration test contains acess.");
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
