import { expect, it } from "vitest";
import { sourceStrings } from "../../dev/source-strings";

it("the list of strings has the texts of a file and none of its code", () => {
  const source = `
import { Button } from "@/components/Some button";
const label: "Not this" | string = "Export again";
const variants = cva("inline-flex px-2", {});
export const Page = () => (
  <div className="Flex grow" title="Copy the hash">
    Every export <b>from {name}</b>.
    <Button aria-label={\`Cancel \${kind} export\`} onClick={() => call("Supabase")}>Cancel</Button>
    {failed ? "It failed." : "all-good"}
  </div>
);`;
  expect(sourceStrings(source)).toEqual([
    { line: 3, text: "Export again" },
    { line: 6, text: "Copy the hash" },
    { line: 6, text: "Every export" },
    { line: 8, text: "Cancel … export" },
    { line: 8, text: "Supabase" },
    { line: 8, text: "Cancel" },
    { line: 9, text: "It failed." },
  ]);
});
