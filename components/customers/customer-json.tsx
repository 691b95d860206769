import { Buffer } from "node:buffer";
import type { ReactNode } from "react";
import { Amount } from "@/components/ui/amount";
import { Section } from "@/components/ui/card";
import { Disclosure } from "@/components/ui/disclosure";
import { type JsonTree, jsonTree } from "@/lib/customers/json-tree";
import { ExactNumber, RawJson } from "@/lib/format/exact-json";
import { CutText, LongText } from "./long-text";

/** Longer JSON is behind a disclosure. */
const maxOpenLength = 2_000;

type Props = {
  title: string;
  /** Its beginning, if it is long; null if it is too long for the page. */
  json: string | null;
  /** The length of the whole JSON. */
  bytes: number;
  children?: ReactNode;
};

/** A JSON column of a customer as a tree of names and values; as text if it is long. */
export function CustomerJson({ title, json, bytes, children }: Props) {
  return (
    <Section id={title.toLowerCase().replaceAll(" ", "-")} title={title}>
      <div className="mt-2 text-sm">{<JsonText json={json} bytes={bytes} />}</div>
      {children}
    </Section>
  );
}

function JsonText({ json, bytes }: { json: string | null; bytes: number }) {
  if (json === null || Buffer.byteLength(json) < bytes) return <CutText text={json} bytes={bytes} />;
  const parsed = jsonTree(json);
  const content = parsed ? <JsonValue value={parsed.tree} /> : <LongText text={json} />;
  if (json.length <= maxOpenLength) return content;
  const title = (
    <>
      Show <Amount value={json.length} unit={{ one: "character", many: "characters" }} />
    </>
  );
  return <Disclosure title={title}>{content}</Disclosure>;
}

function JsonValue({ value }: { value: JsonTree }) {
  if (value === null) return <Placeholder>null</Placeholder>;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof ExactNumber) return <span className="tabular-nums">{value.digits}</span>;
  if (value instanceof RawJson) return <LongText text={value.text} />;
  if (value === "") return <Placeholder>empty text</Placeholder>;
  if (typeof value === "string") {
    return (
      <span dir="auto" className="whitespace-pre-wrap">
        {value}
      </span>
    );
  }
  if (isEmpty(value)) return <Placeholder>{Array.isArray(value) ? "empty list" : "empty object"}</Placeholder>;
  return Array.isArray(value) ? <JsonList items={value} /> : <JsonObject pairs={[...value]} />;
}

function JsonObject({ pairs }: { pairs: [string, JsonTree][] }) {
  return (
    <dl className="space-y-1.5">
      {pairs.map(([name, value]) => {
        const inline = !isContainer(value) || isEmpty(value);
        return (
          <div
            key={name}
            className={inline ? "flex flex-wrap gap-x-3 sm:grid sm:grid-cols-[10rem_1fr] sm:gap-x-4" : ""}
          >
            <dt dir="auto" className="text-left text-quiet">
              {name === "" ? <Placeholder>no name</Placeholder> : name}
            </dt>
            <dd className={inline ? "min-w-0" : "mt-1 mb-2 border-l-2 border-line pl-3"}>
              <JsonValue value={value} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function JsonList({ items }: { items: JsonTree[] }) {
  return (
    <ol className="list-decimal space-y-1.5 pl-5 marker:text-quiet">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their index, and the list is never reordered.
        <li key={index}>
          <JsonValue value={item} />
        </li>
      ))}
    </ol>
  );
}

/** Says something about the value; it is not text in the value. */
function Placeholder({ children }: { children: string }) {
  return <i className="text-quiet">{children}</i>;
}

type Container = JsonTree[] | Map<string, JsonTree>;

function isContainer(value: JsonTree): value is Container {
  return Array.isArray(value) || value instanceof Map;
}

function isEmpty(value: Container): boolean {
  return (Array.isArray(value) ? value.length : value.size) === 0;
}
