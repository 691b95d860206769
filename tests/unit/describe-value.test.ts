import { expect, it } from "vitest";
import { describeValue } from "@/lib/format/describe-value";

const statuses = { open: "Being worked on" };

it.each([
  ["open", "Being worked on"],
  ["on_hold", "On hold"],
  ["waiting_for_parts", "Waiting for parts"],
  ["constructor", "Constructor"],
])("the value %s of an enum, of which only open has a label, is described as %s", (value, label) => {
  expect(describeValue(statuses, value, (words) => words)).toBe(label);
});
