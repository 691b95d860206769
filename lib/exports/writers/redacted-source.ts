import { redactJson } from "@/lib/exports/redaction/redact-json";
import type { Redactor } from "@/lib/exports/redaction/redactor";
import type { Section, TitleBatch } from "@/lib/exports/source/contact-records";
import type { ContactSource } from "@/lib/exports/source/contact-source";
import type { Batch } from "@/lib/exports/types";
import { ExactNumber, parseExactJson, RawJson } from "@/lib/format/exact-json";

/** Columns of a customer that nobody writes as text. */
const fixedColumns = ["id", "type", "created_at", "last_seen_at", "promoted_at", "churned_at"];
const idColumns = ["account_id", "source_bot_id", "source_conversation_id"];
/** Titles are cut at so many characters (export_contact_titles). */
const titleLength = 200;

type Row = { id: string } & Record<string, unknown>;

/**
 * The records of a contact without what an answer leaves out, for the report and the JSON file alike. Each batch is parsed and printed
 * again; records hold no numbers, and the customer's keep their digits.
 * @param at where the record is in data.json
 */
export function redactedSource(source: ContactSource, redactor: Redactor, at = ""): ContactSource {
  return {
    async contact() {
      const { summary, customer } = await source.contact();
      return {
        summary,
        customer: [Buffer.from(redactCustomer(Buffer.concat(customer).toString(), `${at}/customer`, redactor))],
      };
    },
    async *records(section) {
      for await (const batch of source.records(section)) {
        yield rewritten(batch, (row) => redactRecord(section, row, at, redactor));
      }
    },
    async *children(section, of) {
      for await (const batch of source.children(section, of)) {
        yield rewritten(batch, (row) => redactChild(`${at}/${section}/*/${of.list}/*`, row, redactor));
      }
    },
    async *titles(section) {
      for await (const { titles, total } of source.titles(section))
        yield { titles: redactTitles(titles, redactor), total };
    },
    async recordSummary() {
      const summary = await source.recordSummary();
      const writers = summary.writers.map((writer) => redactor.writer(writer));
      return { ...summary, writers: [...new Set(writers)] };
    },
  };
}

function redactCustomer(json: string, at: string, redactor: Redactor): string {
  const customer = Object.entries(parseExactJson(json, 1) as Record<string, unknown>);
  const columns = customer.map(([column, value]) => {
    const path = `${at}/${column}`;
    const isFixed = fixedColumns.includes(column) || idColumns.includes(column);
    return `${JSON.stringify(column)}:${isFixed ? printed(value) : redactJson(printed(value), (text) => redactor.text(path, text))}`;
  });
  return `{${columns.join(",")}}`;
}

function printed(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  return value instanceof ExactNumber ? value.digits : JSON.stringify(value);
}

/** The rows of a batch, separated by commas; a large one is without its closing brace. */
function rewritten({ body, meta }: Batch, redact: (row: Row) => Row): Batch {
  if (meta.bytes === 0) return { body, meta };
  const isOpen = meta.parent_id !== null;
  const rows: Row[] = JSON.parse(`[${Buffer.concat(body.splice(0))}${isOpen ? "}" : ""}]`);
  const text = rows.map((row) => JSON.stringify(redact(row))).join(",");
  const bytes = Buffer.from(isOpen ? text.slice(0, -1) : text);
  return { body: [bytes], meta: { ...meta, bytes: bytes.length } };
}

const textFields = { conversations: ["subject", "summary"], tickets: ["title", "description"] } as const;
const lists = { conversations: ["messages", "replies"], tickets: ["replies", "notes"] } as const;

function redactRecord(section: Section, row: Row, at: string, redactor: Redactor): Row {
  const redacted = { ...row };
  for (const field of textFields[section]) {
    if (typeof row[field] === "string") redacted[field] = redactor.text(`${at}/${section}/*/${field}`, row[field]);
  }
  for (const list of lists[section]) {
    const children = row[list] as Row[] | undefined;
    if (children)
      redacted[list] = children.map((child) => redactChild(`${at}/${section}/*/${list}/*`, child, redactor));
  }
  return redacted;
}

function redactChild(path: string, row: Row, redactor: Redactor): Row {
  const redacted = { ...row };
  if (typeof row.author === "string") redacted.author = redactor.author(`${path}/author`, row.author);
  for (const field of ["content", "body"]) {
    if (typeof row[field] === "string") redacted[field] = redactor.message(`${path}/${field}`, row.id, row[field]);
  }
  return redacted;
}

/** A title that was cut may end in the middle of a value: as much of its end is dropped as a value can be long. */
function redactTitles(titles: TitleBatch["titles"], redactor: Redactor): TitleBatch["titles"] {
  return titles.map(({ title, ...row }) => {
    if (title === null || title.length < titleLength) return { ...row, title: title && redactor.uncounted(title) };
    const redacted = redactor.uncounted(title);
    return { ...row, title: `${redacted.slice(0, Math.max(0, redacted.length - redactor.longestValue))}…` };
  });
}
