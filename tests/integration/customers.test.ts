import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { makeWorkspace } from "../support/workspace";

type Found = { id: string; type: string; name: string; created_at: string };
type Search = { types?: string[]; search?: string; before_created_at?: string; before_id?: string; page_rows?: number };

const allTypes = ["contact", "former_customer", "lead", "visitor"];
const emails = { member: "member@acme.test", admin: "admin@acme.test", outsider: "admin@globex.test" } as const;
const clients = {} as Record<keyof typeof emails | "signed out", SupabaseClient>;
let acme: string;

beforeAll(async () => {
  const client = () => createClient(stack.supabaseUrl, stack.publishableKey, { auth: { persistSession: false } });
  clients["signed out"] = client();
  for (const [who, email] of Object.entries(emails)) {
    const own = client();
    const { error } = await own.auth.signInWithPassword({ email, password: "hydra-demo" });
    if (error) throw error;
    clients[who as keyof typeof emails] = own;
  }
  acme = (await sql`select id from tenants where slug = 'acme'`)[0]?.id;
});

afterAll(() => sql.end());

function search(who: keyof typeof clients, workspace: string, args: Search = {}) {
  return clients[who].rpc("search_customers", { workspace, types: allTypes, ...args }, { get: true });
}

async function find(who: keyof typeof clients, workspace: string, args: Search = {}): Promise<Found[]> {
  const { data, error } = await search(who, workspace, args);
  if (error) throw error;
  return data;
}

describe("search_customers", () => {
  it("finds customers for a member of the workspace", async () => {
    const found = await find("member", acme, { search: "priya.raman@northwind" });
    expect(found.map(({ name }) => name)).toEqual(["Priya Raman"]);
  });

  it("finds nothing for an outsider, or in a workspace that does not exist", async () => {
    expect(await find("outsider", acme)).toEqual([]);
    expect(await find("outsider", acme, { search: "priya" })).toEqual([]);
    expect(await find("member", crypto.randomUUID())).toEqual([]);
  });

  it("is refused to a signed-out client", async () => {
    const { data, error } = await search("signed out", acme);
    expect(data).toBeNull();
    expect(error?.code).toBe("42501");
  });
});

describe("a search for customers", () => {
  let workspace: string;
  const customers = [
    { name: "Ada Quill", email: "ada@first.example", company: "Larkspur Ltd" },
    { name: "Bo 100% Sure", email: "bo@second.example", company: "Under_score" },
    { name: "Back\\slash Ben", email: null, company: null },
    { name: "Zoë Ångström", email: "ZOE@THIRD.EXAMPLE", company: "100 Sure" },
    { name: null, email: null, company: "Underscore" },
  ];

  beforeAll(async () => {
    workspace = (await makeWorkspace("search")).id;
    for (const customer of customers) await sql`insert into customers ${sql({ ...customer, tenant_id: workspace })}`;
  });

  it.each([
    ["a name", "quill", ["Ada Quill"]],
    ["the middle of a name", "UIL", ["Ada Quill"]],
    ["an email", "third.example", ["Zoë Ångström"]],
    ["a company", "larkspur", ["Ada Quill"]],
    ["accents", "ångström", ["Zoë Ångström"]],
    ["a name with spaces around", "  quill ", ["Ada Quill"]],
    ["two letters at the beginning", "ad", ["Ada Quill"]],
    ["two letters in the middle", "ui", ["Ada Quill"]],
    ["one letter outside ASCII, in capitals", "Å", ["Zoë Ångström"]],
    ["two letters outside ASCII", "OË", ["Zoë Ångström"]],
    ["symbols", "@", ["Zoë Ångström", "Bo 100% Sure", "Ada Quill"]],
    ["nothing for what a name and an email make together only", "quillada", []],
    ["a percent sign as itself", "100%", ["Bo 100% Sure"]],
    ["an underscore as itself", "er_s", ["Bo 100% Sure"]],
    ["a backslash as itself", "k\\s", ["Back\\slash Ben"]],
    ["a percent sign alone", "%", ["Bo 100% Sure"]],
    ["an underscore alone", "_", ["Bo 100% Sure"]],
    ["nothing for an unmatched quote", "o'", []],
    ["nothing for an unknown name", "nobody at all", []],
  ])("matches %s", async (_, search, names) => {
    expect((await find("admin", workspace, { search })).map(({ name }) => name)).toEqual(names);
  });

  it("returns the requested customer types only", async () => {
    expect(await find("admin", workspace, { types: ["lead"] })).toHaveLength(customers.length);
    expect(await find("admin", workspace, { types: ["contact", "visitor"] })).toEqual([]);
  });
});

describe("the pages of a customer search", () => {
  it("contain every customer once, newest first, when 1,500 share a created_at", async () => {
    const expected = await sql`
      select id from customers where tenant_id = ${acme} and type in ('contact', 'former_customer')
      order by created_at desc, id desc`;
    const [{ twins } = {}] = await sql`
      select count(*)::int as twins from customers where tenant_id = ${acme}
      group by created_at order by 1 desc limit 1`;
    expect(twins).toBe(1_500);

    const seen: string[] = [];
    let before = {};
    for (;;) {
      const types = ["contact", "former_customer"];
      const page = await find("member", acme, { types, page_rows: 100, ...before });
      seen.push(...page.map(({ id }) => id));
      const last = page.at(-1);
      if (!last || page.length < 100) break;
      before = { before_created_at: last.created_at, before_id: last.id };
    }
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  it("continue after customers created at infinity", async () => {
    const { id } = await makeWorkspace("infinity");
    await sql`
      insert into customers (tenant_id, name, created_at)
      values (${id}, 'Sooner', now()), (${id}, 'Never', 'infinity'), (${id}, 'Always', '-infinity')`;
    const names: string[] = [];
    let before = {};
    for (let page = await find("admin", id, { page_rows: 1 }); page[0]; ) {
      names.push(page[0].name);
      before = { before_created_at: page[0].created_at, before_id: page[0].id };
      page = await find("admin", id, { page_rows: 1, ...before });
    }
    expect(names).toEqual(["Never", "Sooner", "Always"]);
  });
});

describe("a customer page", () => {
  const priya = "c0000000-0000-4000-8000-000000000001";
  const time = "2026-06-01 00:00:00+00";

  it.each([
    ["member", `/acme/contacts/${priya}`, 200],
    ["member", `/acme/leads/${priya}`, 307],
    ["member", `/acme/contacts/${crypto.randomUUID()}`, 404],
    ["member", "/acme/contacts/not-an-id", 404],
    ["outsider", `/acme/contacts/${priya}`, 404],
    ["outsider", `/globex/contacts/${priya}`, 404],
    ["outsider", "/acme/leads", 404],
  ] as const)("for %s at %s is a %i", async (who, path, status) => {
    const response = await (await TestUser.signedIn(emails[who])).fetch(path);
    expect(response.status).toBe(status);
    if (status === 307) expect(response.headers.get("location")).toBe(`/acme/contacts/${priya}`);
    if (status === 404) expect(await response.text()).not.toContain("Priya");
  });

  it.each([
    `before=${encodeURIComponent(`2026-02-30 00:00:00+00_${priya}`)}`,
    "before=x",
    `before=${encodeURIComponent(`${time}_x`)}`,
    "type=visitor",
    "type=contact&type=lead",
    "q=%00&q=2",
    "before=&before=1",
  ])("with the invalid search parameters %s shows the first page", async (query) => {
    const response = await (await TestUser.signedIn(emails.member)).fetch(`/acme/contacts?${query}`);
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain("Wrong Clock");
    expect(page).toContain("Older");
    expect(page).not.toContain("Newest");
  });
});

it("every awkward customer of the seed has a page that shows numbers as stored", async () => {
  const member = await TestUser.signedIn(emails.member);
  const awkward = await sql`
    select id, type, external_id from customers where external_id like 'awkward-%' and tenant_id = ${acme}`;
  expect(awkward.length).toBeGreaterThan(70);
  for (const { id, type, external_id } of awkward) {
    const section = ["lead", "visitor"].includes(type) ? "leads" : "contacts";
    const response = await member.fetch(`/acme/${section}/${id}`);
    expect(response.status, external_id).toBe(200);
    const page = await response.text();
    if (external_id === "awkward-54") {
      for (const digits of ["12345678901234567890", "0.1234567890123456789012345", "1.10"]) {
        expect(page).toContain(`>${digits}<`);
      }
    }
  }
}, 120_000);

describe("whose conversations and tickets a customer page shows", () => {
  it("are the customer's own, and those that belong to nobody else", async () => {
    const { id: tenant_id, slug } = await makeWorkspace("whose");
    const person = async () =>
      (await sql`insert into customers ${sql({ tenant_id, type: "contact" })} returning id`)[0]?.id as string;
    const [anna, ben, cleo, dora] = [await person(), await person(), await person(), await person()];
    const conversation = async (subject: string, customer_id: string | null = null) => {
      const [row] = await sql`
        insert into conversations ${sql({ tenant_id, subject, customer_id })} returning id`;
      return row?.id as string;
    };
    const own = await conversation("Linked to Anna", anna);
    const first = await conversation("Before Anna had a record");
    const shared = await conversation("Before Cleo and Dora had records");
    await sql`update customers set source_conversation_id = ${first} where id = ${anna}`;
    await sql`update customers set source_conversation_id = ${own} where id = ${ben}`;
    await sql`update customers set source_conversation_id = ${shared} where id in (${cleo}, ${dora})`;
    await sql`insert into tickets ${sql([
      { tenant_id, title: "Ticket of Anna", customer_id: anna, conversation_id: null },
      { tenant_id, title: "Ticket of Ben in a conversation of Anna", customer_id: ben, conversation_id: own },
      { tenant_id, title: "Ticket of a conversation of Anna", customer_id: null, conversation_id: own },
      { tenant_id, title: "Ticket of the first conversation", customer_id: null, conversation_id: first },
      { tenant_id, title: "Ticket of a shared conversation", customer_id: null, conversation_id: shared },
    ] as never)}`;

    const admin = await TestUser.signedIn(emails.admin);
    const listed = async (id: string) => {
      const page = await (await admin.fetch(`/${slug}/contacts/${id}`)).text();
      return [...page.matchAll(/<bdi class="min-w-0 font-medium">([^<]*)</g)].map(([, title]) => title).sort();
    };
    expect(await listed(anna)).toEqual([
      "Before Anna had a record",
      "Linked to Anna",
      "Ticket of Anna",
      "Ticket of a conversation of Anna",
      "Ticket of the first conversation",
    ]);
    expect(await listed(ben)).toEqual(["Ticket of Ben in a conversation of Anna"]);
    expect(await listed(cleo)).toEqual([]);
  });
});

describe("the numbers of what a contact's file holds", () => {
  it("are exact up to 10,000 messages, replies and notes, and say that there are more above", async () => {
    const { id: workspace } = await makeWorkspace("contact-counts");
    const [contact] = await sql`
      insert into customers (tenant_id, type, name) values (${workspace}, 'contact', 'Cora Count') returning id`;
    const [conversation] = await sql`
      insert into conversations (tenant_id, customer_id) values (${workspace}, ${contact?.id}) returning id`;
    // Without a contact of its own, it is of the contact of its conversation.
    const [ticket] = await sql`
      insert into tickets (tenant_id, conversation_id, title) values (${workspace}, ${conversation?.id}, 'Broken') returning id`;
    await sql`
      insert into replies (tenant_id, conversation_id, author, body, is_internal)
      select ${workspace}, ${conversation?.id}, 'Olivia', 'Reply', n <= 3 from generate_series(1, 10) n`;
    await sql`
      insert into ticket_replies (tenant_id, ticket_id, author, body) values (${workspace}, ${ticket?.id}, 'Olivia', 'Reply')`;
    await sql`
      insert into ticket_notes (tenant_id, ticket_id, author, body) values (${workspace}, ${ticket?.id}, 'Olivia', 'Note')`;
    const addMessages = (count: number) => sql`
      insert into messages (tenant_id, conversation_id, role, content)
      select ${workspace}, ${conversation?.id}, 'user', 'Message' from generate_series(1, ${count}::int)`;
    const counts = async (who: keyof typeof clients) =>
      (await clients[who].rpc("count_customer_records", { workspace, customer: contact?.id })).data;
    await addMessages(9_988);
    expect(await counts("admin")).toEqual([{ conversations: 1, tickets: 1, entries: 10_000, notes: 4 }]);
    await addMessages(5);
    expect(await counts("admin")).toMatchObject([{ conversations: 1, tickets: 1, entries: 10_001 }]);
    expect(await counts("outsider")).toEqual([]);
  });
});

it("a role of the project's own that may only write customers can write them, though they are indexed for searches", async () => {
  const { id } = await makeWorkspace("worker");
  const rollback = new Error("rollback");
  const inserted = sql.begin(async (tx) => {
    await tx`create role worker bypassrls`;
    await tx`grant usage on schema public to worker`;
    await tx`grant insert on customers to worker`;
    await tx`set local role worker`;
    await tx`insert into customers (tenant_id, type, name) values (${id}, 'lead', 'Ä Name')`;
    throw rollback;
  });
  await expect(inserted).rejects.toBe(rollback);
});
