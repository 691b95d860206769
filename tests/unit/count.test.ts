import { expect, it } from "vitest";
import { count, countOrEstimate } from "@/lib/format/count";

it("a count has its unit in singular or plural, an estimate three significant digits", () => {
  expect([count(1, "row"), count(0, "row"), count(4987, "row")]).toEqual(["1 row", "0 rows", "4,987 rows"]);
  expect(countOrEstimate({ rows: 50_000, estimated: false }, "row")).toBe("50,000 rows");
  expect(countOrEstimate({ rows: 1_234_567, estimated: true }, "conversation")).toBe("about 1,230,000 conversations");
});
