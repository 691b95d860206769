import { Card } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyValue } from "@/components/ui/empty-value";
import { jsonTree } from "@/lib/customers/json-tree";
import { count } from "@/lib/format/count";
import { JsonValue } from "./json-value";
import { LongText } from "./long-text";

/** A readable page ends somewhere: longer JSON waits until it is asked for, and longer still as plain text. */
const [open, readable] = [2_000, 20_000];

/** One of a person's JSON columns, readable. */
export function CustomerJson({ title, json }: { title: string; json: string | null }) {
  const id = title.toLowerCase().replaceAll(" ", "-");
  return (
    <section aria-labelledby={id}>
      <Card>
        <h2 id={id} className="text-lg font-semibold">
          {title}
        </h2>
        <div className="mt-2 text-sm">{json === null ? <EmptyValue /> : folded(json)}</div>
      </Card>
    </section>
  );
}

function folded(json: string) {
  if (json.length <= open) return shownJson(json);
  return <Disclosure title={`Show ${count(json.length, "character")}`}>{shownJson(json)}</Disclosure>;
}

function shownJson(json: string) {
  const parsed = json.length <= readable ? jsonTree(json) : null;
  return parsed ? <JsonValue value={parsed.tree} /> : <LongText text={json} />;
}
