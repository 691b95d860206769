import { beforeAll, describe, expect, it } from "vitest";
import { ContactWorkspace } from "../support/contact-records";
import { schemaErrors } from "../support/json-schema";
import { accessTokenOf, dataApi } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { unpack } from "../support/unpack";
import { endedExport, entriesOfExport } from "../support/workspace";

let admin: TestUser;
let client: ReturnType<typeof dataApi>;
let workspace: ContactWorkspace;
let ana: string;
let lead: string;
let other: string;

beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  client = dataApi(await accessTokenOf("admin@acme.test"));
  workspace = await ContactWorkspace.make("answer-records");
  ana = await workspace.customer({ name: "Ana Sousa", email: "José.Sousa@example.test", phone: "+351 912 345 678" });
  lead = await workspace.customer({ type: "lead", name: "A. Sousa", email: " jose.sousa@EXAMPLE.test " });
  other = await workspace.customer({ name: "Somebody else", email: "else@example.test" });
  const first = await workspace.conversation({ customer_id: ana, subject: "First record" });
  await workspace.message(first, "Hello from the first record");
  const second = await workspace.conversation({ customer_id: lead, subject: "Second record" });
  await workspace.message(second, "Call Tomás Lima");
  await workspace.reply(second, "A note", { is_internal: true });
  await workspace.ticket("A ticket of the lead", { customer_id: lead });
  await workspace.ticket("An unlinked ticket of the lead", { conversation_id: second });
  const third = await workspace.conversation({ customer_id: other, subject: "Not hers" });
  await workspace.message(third, "Not hers either");
});

const fields = (change: object = {}) => ({
  ...{ workspace: workspace.slug, kind: "contact", format: "zip", contact: ana },
  ...change,
});
const look = async (...contacts: string[]) => {
  const { data } = await client.rpc("answer_preview", { workspace: workspace.id, contacts });
  return data?.[0] as { looked_at: string; preview: string };
};
const refusal = async (change: object) => {
  const response = await admin.postExport(fields(change));
  return { status: response.status, text: await response.text() };
};

describe("records of one person", () => {
  const same = async (customer: string) => {
    const { data } = await client.rpc("same_person", { workspace: workspace.id, customer });
    return (data as { id: string; same_email: boolean; same_phone: boolean }[]).map((row) => [
      row.id,
      row.same_email,
      row.same_phone,
    ]);
  };

  it.each([
    ["+351912345678", true],
    ["00351 (912) 345-678", true],
    ["351.912.345.678", true],
    ["＋３５１ ９１２ ３４５ ６７８", true],
    ["٣٥١٩١٢٣٤٥٦٧٨", true],
    ["+351 (0) 912 345 678", true],
    ["tel:+351-912-345-678", true],
    ["+351 912 345 678 ext. 12", false],
    ["+351 912 345 679", false],
    ["345 678", false],
    ["+351 912 345 678, +351 912 345 679", false],
  ])("have the telephone number %s: %s", async (phone, isSame) => {
    const id = await workspace.customer({ name: "By telephone", phone });
    expect(await same(id)).toEqual(isSame ? [[ana, false, true]] : []);
    await sql`delete from customers where id = ${id}`;
  });

  it.each(["101", "000000000", "1111111", "123456789", "none", ""])(
    "do not have the placeholder %j in common",
    async (phone) => {
      const ids = [
        await workspace.customer({ phone, email: phone }),
        await workspace.customer({ phone, email: phone }),
      ];
      for (const id of ids) expect(await same(id)).toEqual([]);
    },
  );

  it("have the same extension, however it is written", async () => {
    const one = await workspace.customer({ phone: "+49 30 1234560 Durchwahl 5" });
    const two = await workspace.customer({ phone: "0049-30-1234560;ext=5" });
    await workspace.customer({ phone: "+49 30 1234560 x6" });
    expect(await same(one)).toEqual([[two, false, true]]);
  });

  it("have the same email address without regard to case and marks, in the same workspace only", async () => {
    const elsewhere = await ContactWorkspace.make("answer-elsewhere");
    await elsewhere.customer({ email: "jose.sousa@example.test" });
    expect(await same(ana)).toEqual([[lead, true, false]]);
    expect(await same(lead)).toEqual([[ana, true, false]]);
  });
});

describe("an answer that joins two records", () => {
  let id: string;
  let texts: Record<string, string>;
  let data: Record<string, unknown> & { other_records: Record<string, unknown>[] };
  beforeAll(async () => {
    const answer = { language: "de", notes: "exclude", other_records: [lead], ...(await look(ana, lead)) };
    const download = await admin.download(fields(answer));
    id = download.id;
    expect(download.response.status).toBe(200);
    texts = await unpack(Buffer.from(await download.response.arrayBuffer()));
    data = JSON.parse(texts["data.json"] ?? "");
  });

  it("holds each record as a file of its own would, and nobody else's", async () => {
    expect(schemaErrors("contact", data)).toEqual([]);
    const recordOf = async (contact: string) => {
      const { customer, conversations, tickets } = (await workspace.json(admin, contact, "exclude")).file;
      return { customer, conversations, tickets };
    };
    const { export: header, other_records: others, ...first } = data;
    expect(first).toEqual(await recordOf(ana));
    expect(others).toEqual([{ matches: ["email"], ...(await recordOf(lead)) }]);
    expect(others[0]?.tickets).toHaveLength(2);
    expect(header).toMatchObject({ description: expect.stringContaining("in 2 records") });
    expect(Object.values(texts).join()).not.toContain("Not hers");
  });

  it("names each record in the report", () => {
    const report = texts["report.html"] ?? "";
    expect(report).toContain('<section id="record-2">');
    expect(report).toContain(
      "Datensatz 2 von 2 – <bdi>A. Sousa</bdi> <small>· Möglicher Kunde, gleiche E-Mail-Adresse wie Datensatz 1</small>",
    );
    expect(report).toContain("Datensatz 1 von 2 – <bdi>Ana Sousa</bdi> <small>· Kontakt</small>");
    expect(report).toMatch(/id="conversations-2"[\s\S]*Second record[\s\S]*id="tickets-2"[\s\S]*A ticket of the lead/);
    expect(report).toContain('href="#profile-2"');
  });

  it("names every record in its audit entries, in the receipt of the export and in that of the package, and counts all", async () => {
    for (const { details } of await entriesOfExport(id))
      expect(details).toMatchObject({ answer: { other_records: [lead] } });
    const counts = { contacts: 2, conversations: 2, messages: 2, replies: 0, tickets: 2 };
    expect(await endedExport(id)).toMatchObject({ status: "completed", counts });
    const receipt = await (await admin.fetch(`/api/exports/${id}/receipt`)).json();
    expect(receipt).toMatchObject({ contact: ana, answer: { other_records: [lead] }, counts });
    expect(JSON.parse(texts["receipt.json"] ?? "")).toMatchObject({ contact: ana, other_records: [lead], counts });
    const page = await (await admin.fetch(`/${workspace.slug}/settings/data-export/receipts/${id}`)).text();
    expect(page).toContain(lead);
  });
});

it("an answer holds each ticket once, with the record it is of, however many conversations there are", async () => {
  const [first, second] = [
    await workspace.customer({ email: "many@example.test" }),
    await workspace.customer({ email: "many@example.test" }),
  ];
  // Of more than 1,000 conversations the tickets are found in another way.
  for (const customer of [first, second]) {
    await sql`
      insert into conversations (tenant_id, customer_id) select ${workspace.id}, ${customer} from generate_series(1, 1001)`;
    await sql`
      insert into tickets (tenant_id, title, conversation_id)
      select ${workspace.id}, 'Of ' || ${customer}, id from conversations where customer_id = ${customer} limit 2`;
  }
  const { response } = await admin.download(fields({ format: "json", contact: first, other_records: [second] }));
  const file = await response.json();
  const titles = (record: { tickets: { title: string }[] }) => record.tickets.map(({ title }) => title);
  expect(titles(file)).toEqual([`Of ${first}`, `Of ${first}`]);
  expect(titles(file.other_records[0])).toEqual([`Of ${second}`, `Of ${second}`]);
});

describe("an answer cannot add", () => {
  it("a record that is not of the same person, of another workspace, or its own", async () => {
    const elsewhere = await ContactWorkspace.make("answer-elsewhere");
    const foreign = await elsewhere.customer({ email: "jose.sousa@example.test" });
    for (const record of [other, foreign, ana, crypto.randomUUID()]) {
      const { status, text } = await refusal({ other_records: [lead, record] });
      expect(status).toBe(409);
      expect(text).toContain("Of the other records that this answer adds, 1 do not match any more or are gone");
      const answer = { other_records: [record] };
      const { error } = await client
        .from("exports")
        .insert({ tenant_id: workspace.id, kind: "contact", format: "zip", target_id: ana, answer });
      expect(error).not.toBeNull();
    }
  });

  it.each([
    ["what is no id", ["x"]],
    ["an empty list", []],
    ["51 records", Array.from({ length: 51 }, () => crypto.randomUUID())],
    ["the same record twice", [crypto.randomUUID()].flatMap((id) => [id, id])],
  ])("%s", async (_, records) => {
    const row = { tenant_id: workspace.id, kind: "contact", format: "zip", target_id: ana };
    expect((await client.from("exports").insert({ ...row, answer: { other_records: records } })).error).not.toBeNull();
    // The app brings a list into order and drops what is in it twice.
    if (records[0] !== records[1] || !records[0]) expect((await refusal({ other_records: records })).status).toBe(400);
  });

  it("a record that was deleted, or got another address, between the request and the download", async () => {
    for (const change of [
      (id: string) => sql`delete from customers where id = ${id}`,
      (id: string) => sql`update customers set email = 'new@example.test' where id = ${id}`,
    ]) {
      const record = await workspace.customer({ email: "jose.sousa@example.test" });
      const { id, file } = await admin.createExport(fields({ other_records: [record] }));
      await change(record);
      const response = await admin.fetch(file);
      expect(response.status).toBeGreaterThanOrEqual(404);
      expect(response.status).toBeLessThan(410);
      expect(await endedExport(id)).toMatchObject({ status: "failed" });
    }
  });
});

it("an answer holds 50 other records", async () => {
  const target = await workspace.customer({ email: "fifty@example.test" });
  const records = await Promise.all(
    Array.from({ length: 50 }, (_, n) => workspace.customer({ name: `Record ${n}`, email: "FIFTY@example.test" })),
  );
  const { id, response } = await admin.download(fields({ format: "json", contact: target, other_records: records }));
  const { other_records: others } = (await response.json()) as { other_records: { customer: { id: string } }[] };
  expect(others.map(({ customer }) => customer.id).toSorted()).toEqual(records.toSorted());
  expect(await endedExport(id)).toMatchObject({ status: "completed", counts: { contacts: 51 } });
  expect((await (await admin.fetch(`/api/exports/${id}/receipt`)).json()).answer.other_records).toHaveLength(50);
});

describe("an answer stops when its records are not what was looked at any more, and says so", () => {
  it.each([
    [
      "a message and two tickets are new",
      "New since this answer was looked at: 1 message, 2 tickets.",
      async (conversation: string, contact: string) => {
        await workspace.message(conversation, "New");
        for (const title of ["One", "Two"]) await workspace.ticket(title, { customer_id: contact });
      },
    ],
    [
      "a message that is dated back is new",
      "were changed, moved or deleted",
      (conversation: string) => workspace.message(conversation, "Old", { created_at: "2020-01-01" }),
    ],
    [
      "a text was changed",
      "were changed, moved or deleted",
      (conversation: string) => sql`update messages set content = 'Changed' where conversation_id = ${conversation}`,
    ],
    [
      "a message was deleted",
      "were changed, moved or deleted",
      (conversation: string) => sql`delete from messages where conversation_id = ${conversation}`,
    ],
    [
      "the notes on the contact were changed",
      "were changed, moved or deleted",
      (_: string, contact: string) => sql`update customers set notes = 'Changed' where id = ${contact}`,
    ],
  ])("%s", async (_, message, change) => {
    const contact = await workspace.customer({ name: "Changing" });
    const conversation = await workspace.conversation({ customer_id: contact });
    await workspace.message(conversation, "Looked at");
    const looked = await look(contact);
    const early = await admin.createExport(fields({ contact, ...looked }));
    await change(conversation, contact);
    const { status, text } = await refusal({ contact, ...looked });
    expect(status).toBe(409);
    expect(text).toContain(message);
    const response = await admin.fetch(early.file);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain(message);
    expect(await endedExport(early.id)).toMatchObject({ status: "failed", failure: "answer_changed" });
  });

  it("something is left out that was not before", async () => {
    const contact = await workspace.customer({ name: "Colleague" });
    const looked = await look(contact);
    const row = {
      tenant_id: workspace.id,
      customer_id: contact,
      what: "value",
      value: "a secret",
      reason: "Another person",
    };
    expect((await client.from("redactions").insert(row)).error).toBeNull();
    const { status, text } = await refusal({ contact, ...looked });
    expect(status).toBe(409);
    expect(text).toContain("Something else is left out now");
    expect(text).not.toContain("secret");
  });

  it("but not when the contact was only seen, nor for what comes after its download has begun", async () => {
    const contact = await workspace.customer({ name: "Seen" });
    const looked = await look(contact);
    await sql`update customers set last_seen_at = now() where id = ${contact}`;
    const { id, response } = await admin.download(fields({ contact, ...looked }));
    expect(response.status).toBe(200);
    await workspace.conversation({ customer_id: contact });
    const [{ problem } = {}] = await sql`select private.answer_problem(e) as problem from exports e where id = ${id}`;
    expect(problem).toBeNull();
  });
});
