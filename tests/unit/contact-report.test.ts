import { expect, it } from "vitest";
import { mergeByTime } from "@/lib/exports/formats/report/merge-by-time";
import { contactReport, type ReportSource } from "@/lib/exports/formats/report/report-html";
import { type ContactExport, parseCustomer } from "@/lib/exports/schemas/contact-file";

const id = "c0000000-0000-4000-8000-000000000001";
const time = "2026-01-31T23:59:59.000001+00:00";
const times = { created_at: time, updated_at: time };

const hostileFields: string[] = [];

function hostile(field: string): string {
  hostileFields.push(field);
  return `<img src=x onerror="alert('${field}')">&amp;`;
}

function escaped(field: string): string {
  return `&lt;img src=x onerror=&quot;alert(&#39;${field}&#39;)&quot;&gt;&amp;amp;`;
}

/** The fields of a record, each with hostile text that names it. */
function hostileTexts(record: string, fields: string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, hostile(`${record} ${field}`)]));
}

const customerTexts =
  "email name company job_title phone source external_id account_id source_bot_id source_conversation_id notes".split(
    " ",
  );

/** A contact export with hostile text in every field that takes text, and numbers that JavaScript would round. */
const full = {
  export: {
    description: "",
    format: "hydra-contact-export",
    version: 1,
    exported_at: "2026-02-01T00:00:00Z",
    workspace: { name: hostile("workspace"), slug: "acme" },
    exported_by: hostileTexts("exported_by", ["name", "email"]),
    internal_notes: "included",
  },
  customer: {
    ...{ id, type: "contact", created_at: time, last_seen_at: time },
    ...{ promoted_at: "infinity", churned_at: "0044-03-15T00:00:00+00:00 BC" },
    ...hostileTexts("customer", customerTexts),
    metadata: { [hostile("key")]: hostile("value"), toString: "text", digits: "DIGITS", object: {}, list: [] },
    churn_reasons: [hostile("churn reason"), "", null, true, [[false]]],
  },
  conversations: [
    {
      ...{ id, status: "waiting", ...times, ...hostileTexts("conversation", ["subject", "summary"]) },
      messages: ["user", "assistant", "tool"].map((role) => ({
        ...{ id, role, created_at: time },
        ...hostileTexts(role, ["content"]),
      })),
      replies: [true, false].map((is_internal) => ({
        ...{ id, is_internal, created_at: time },
        ...hostileTexts(`reply ${is_internal}`, ["author", "body"]),
      })),
    },
    { id, status: "open", subject: null, summary: null, ...times, messages: [], replies: [] },
  ],
  tickets: [
    {
      ...{ id, status: "in_progress", priority: "high", ...times, ...hostileTexts("ticket", ["title", "description"]) },
      replies: [{ id, created_at: time, ...hostileTexts("ticket reply", ["author", "body"]) }],
      notes: [{ id, created_at: time, ...hostileTexts("ticket note", ["author", "body"]) }],
    },
    { id, title: "", description: null, status: "open", priority: "low", ...times, replies: [], notes: [] },
  ],
};

const empty = {
  export: { ...full.export, internal_notes: "excluded" },
  customer: {
    ...Object.fromEntries(Object.keys(full.customer).map((name) => [name, null])),
    ...{ id, type: "visitor", created_at: time },
  },
  conversations: [],
  tickets: [],
};

/** The report of a whole file. */
function render(file: object): Promise<string> {
  const { export: header, customer, conversations, tickets } = file as ContactExport;
  const customerJson = JSON.stringify(customer).replace('"DIGITS"', "[12345678901234567890,1.10,1e400,-0]");
  return renderSource({ header, customer: parseCustomer([Buffer.from(customerJson)]), conversations, tickets });
}

function customerWithMetadata(metadata: string) {
  return parseCustomer([
    Buffer.from(JSON.stringify({ ...full.customer, metadata: "HERE" }).replace('"HERE"', metadata)),
  ]);
}

async function renderSource(
  source: Pick<ReportSource, "header" | "customer"> & { conversations: object[]; tickets: object[] },
): Promise<string> {
  const { conversations, tickets } = source as unknown as Pick<ContactExport, "conversations" | "tickets">;
  const report = contactReport({
    ...source,
    leavesOut: source.header.left_out !== undefined,
    titles: {
      conversations: titles(conversations.map(({ subject, ...row }) => ({ ...row, title: subject }))),
      tickets: titles(tickets),
    },
    conversations: toAsync(conversations),
    tickets: toAsync(tickets),
  });
  return (await Array.fromAsync(report)).join("");
}

/** The list of contents in two batches, of which only the first has the total. */
function titles(all: { id: string; title: string | null; created_at: string }[]) {
  return toAsync([
    { titles: all.slice(0, 1), total: all.length },
    { titles: all.slice(1), total: 0 },
  ]);
}

async function* toAsync<T>(values: T[]): AsyncGenerator<T> {
  yield* values;
}

/** What a reader sees: the page without its head and tags, one text a line. */
function visibleTexts(html: string): string[] {
  const [, body = ""] = html.split("<body>");
  return body
    .split(/<[^>]*>/)
    .map((text) => text.trim())
    .filter(Boolean);
}

it.each([
  ["with every field filled", full],
  ["with every field empty", empty],
])("no text in the readable report of a contact %s is a printed object or a missing value", async (_which, file) => {
  const texts = visibleTexts(await render(file));
  expect(texts.length).toBeGreaterThan(40);
  for (const text of texts) expect(text).not.toMatch(/\[object|undefined|null|NaN|Invalid Date|=>/);
});

it("the readable report shows every text, with its HTML escaped", async () => {
  const html = await render(full);
  expect(html).not.toContain("<img");
  for (const field of hostileFields) expect(html).toContain(escaped(field));
});

it("the readable report that answers nobody keeps its sentences, byte for byte", async () => {
  const html = await render(full);
  expect(html).toContain(
    "</bdi>. This export is recorded in the workspace's audit log.</p></footer>\n</body>\n</html>",
  );
  expect(html).toContain('</nav>\n<main>\n<section id="profile">\n<h2>Profile</h2>\n<dl><dt>Type</dt><dd>Contact</dd>');
  expect(html).not.toContain('id="summary"');
});

it("the readable report shows numbers with the digits they are stored with", async () => {
  const texts = visibleTexts(await render(full));
  expect(texts).toEqual(expect.arrayContaining(["12345678901234567890", "1.10", "1e400", "-0"]));
  expect(texts).toContainEqual(expect.stringMatching(/version 1\. Workspace/));
});

it("the readable report names times with their zone, and leaves unusual times as stored", async () => {
  const texts = visibleTexts(await render(full));
  expect(texts).toEqual(
    expect.arrayContaining(["31 January 2026, 23:59:59 UTC", "infinity", "0044-03-15T00:00:00+00:00 BC"]),
  );
});

it("the readable report shows JSON to a depth of twenty levels, and what is nested more deeply as text", async () => {
  const deep = `${'{"a":'.repeat(3000)}1.10${"}".repeat(3000)}`;
  const customer = customerWithMetadata(deep);
  const html = await renderSource({ ...full, header: full.export as ContactExport["export"], customer });
  const tooDeep = `${'{"a":'.repeat(2980)}1.10${"}".repeat(2980)}`;
  expect(html).toContain(tooDeep.replaceAll('"', "&quot;"));
  expect(html).not.toContain(`${'{"a":'.repeat(2981)}`.replaceAll('"', "&quot;"));
  expect(html.match(/<dd><dl><dt>a<\/dt>/g)).toHaveLength(20);
});

it("the readable report of a contact with a megabyte of JSON, all empty lists, is not much longer than the JSON", async () => {
  const wide = `[${"[],".repeat(400_000)}[]]`;
  const customer = customerWithMetadata(wide);
  const html = await renderSource({ ...full, header: full.export as ContactExport["export"], customer });
  expect(html).toContain(wide);
  expect(html.length).toBeLessThan(wide.length + 50_000);
});

it("names in the readable report are isolated, and without bidi controls, so that an override or an open isolate in one changes nothing else", async () => {
  const override = "\u202e\u2067gnihton";
  const html = await render({
    ...full,
    export: {
      ...full.export,
      workspace: { name: `W${override}`, slug: "acme" },
      exported_by: { name: `E${override}`, email: `M${override}` },
    },
    customer: { ...full.customer, name: `C${override}` },
    conversations: [
      {
        ...full.conversations[0],
        messages: [{ id, role: "user", content: "", created_at: time }],
        replies: [true, false].map((is_internal) => ({
          ...{ id, is_internal, created_at: time, body: "" },
          author: `A${override}`,
        })),
      },
    ],
  });
  for (const letter of ["W", "E", "M", "C", "A"]) {
    const isolated = `<bdi>${letter}gnihton</bdi>`;
    expect(html).toContain(isolated);
    // The profile's own field is a block with a direction of its own.
    const rest = html.replaceAll(isolated, "").replace(`<div class="prose" dir="auto">${letter}${override}</div>`, "");
    expect(rest).not.toContain(letter + override);
  }
  expect(html).toContain("<title>Data about Cgnihton · Wgnihton</title>");
});

it("the readable report names who made it once where the name stands in place of the email address as well", async () => {
  const exported_by = { name: "Agent 1", email: "Agent 1" };
  const html = await render({ ...empty, export: { ...empty.export, exported_by } });
  expect(html).toContain(" by <bdi>Agent 1</bdi>. ");
});

it("the readable report says when a conversation or the notes on the contact are left out", async () => {
  const left_out = { conversations: 1, reason: "" };
  const html = await render({ ...full, export: { ...full.export, left_out } });
  expect(visibleTexts(html)).toContain(
    "One conversation is left out: this contact was created from it, but it is or was linked to another contact.",
  );
  expect(visibleTexts(await render(full)).join()).not.toContain("left out");
  const excluded = visibleTexts(await render(empty));
  expect(excluded[excluded.indexOf("Internal notes") + 1]).toBe("Not included");
});

it("the readable report shows a long name once in full and shortens it elsewhere", async () => {
  const long = `${"ä".repeat(199)}😀${"b".repeat(50_000)}`;
  const messages = Array.from({ length: 50 }, () => ({ id, role: "user", content: "Hi", created_at: time }));
  const html = await render({
    ...full,
    customer: { ...full.customer, name: long },
    conversations: [{ ...full.conversations[0], messages }],
  });
  expect(html.split(long).length - 1).toBe(1);
  expect(html).toContain(`<bdi>${"ä".repeat(199)}…</bdi>`);
});

it("messages and replies are merged by time, messages first at the same time", async () => {
  const at = (created_at: string) => ({ created_at });
  const messages = ["-infinity", "0044-03-15T00:00:00+00:00 BC", "2026-01-01T00:00:00+00:00", "infinity"].map(at);
  const replies = ["0043-01-01T00:00:00+00:00 BC", "2026-01-01T00:00:00+00:00", "10000-01-01T00:00:00+00:00"].map(at);
  const batches = toAsync([replies.slice(0, 1), [], replies.slice(1)]);
  const merged = (await Array.fromAsync(mergeByTime(messages, batches))).flat();
  expect(merged).toEqual([messages[0], messages[1], replies[0], messages[2], replies[1], replies[2], messages[3]]);
  expect(merged[3]).toBe(messages[2]);
});

it("lists of many batches are merged as one list", async () => {
  // A list of 100 times cut into batches of three, and one of every seventh time, cut into batches of two.
  const rows = (step: number, list: string) =>
    Array.from({ length: Math.ceil(100 / step) }, (_, n) => ({
      created_at: `2026-01-01T00:00:00.${String(n * step).padStart(3, "0")}+00:00`,
      list,
    }));
  const cut = <T>(all: T[], length: number) =>
    Array.from({ length: Math.ceil(all.length / length) }, (_, n) => all.slice(n * length, (n + 1) * length));
  const [messages, replies] = [rows(1, "messages"), rows(7, "replies")];
  const expected = messages.flatMap((message, n) => (n % 7 === 0 ? [message, replies[n / 7]] : [message]));
  for (const [a, b] of [
    [3, 2],
    [100, 1],
    [1, 100],
  ] as const) {
    const merged = mergeByTime(toAsync(cut(messages, a)), toAsync(cut(replies, b)));
    expect((await Array.fromAsync(merged)).flat()).toEqual(expected);
  }
});
