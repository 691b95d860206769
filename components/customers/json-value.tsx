import type { JsonTree } from "@/lib/customers/json-tree";
import { ExactNumber } from "@/lib/format/exact-json";

/** A JSON value: objects as lists of names and values, arrays as numbered lists. */
export function JsonValue({ value }: { value: JsonTree }) {
  if (value === null) return <Plain>null</Plain>;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof ExactNumber) return <span className="tabular-nums">{value.digits}</span>;
  if (typeof value === "string") return value === "" ? <Plain>empty text</Plain> : <Words text={value} />;
  if (Array.isArray(value)) return value.length === 0 ? <Plain>empty list</Plain> : <List items={value} />;
  return value.size === 0 ? <Plain>nothing in it</Plain> : <Pairs pairs={[...value]} />;
}

function Pairs({ pairs }: { pairs: [string, JsonTree][] }) {
  return (
    <dl className="space-y-1.5">
      {pairs.map(([name, value]) => (
        <div key={name} className={isSmall(value) ? "flex flex-wrap gap-x-3" : ""}>
          <dt dir="auto" className="min-w-32 text-left text-quiet">
            {name === "" ? <Plain>no name</Plain> : name}
          </dt>
          <dd className={isSmall(value) ? "min-w-0" : "mt-1 mb-2 border-l-2 border-line pl-3"}>
            <JsonValue value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function List({ items }: { items: JsonTree[] }) {
  return (
    <ol className="list-decimal space-y-1.5 pl-5 marker:text-quiet">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a stored list have no id and never move.
        <li key={index}>
          <JsonValue value={item} />
        </li>
      ))}
    </ol>
  );
}

function Words({ text }: { text: string }) {
  return (
    <span dir="auto" className="whitespace-pre-wrap">
      {text}
    </span>
  );
}

/** A description of the value, set apart from text in it. */
function Plain({ children }: { children: string }) {
  return <i className="text-quiet">{children}</i>;
}

function isSmall(value: JsonTree): boolean {
  if (value instanceof Map) return value.size === 0;
  return !Array.isArray(value) || value.length === 0;
}
