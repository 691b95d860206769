import type { SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessTokenOf, dataApi, makeFullWorkspace } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { makeWorkspace } from "../support/workspace";

// Whatever is stored, a page answers 200 and stays small (docs/security.md).

/** No page is larger, in bytes of HTML. */
const maxPageBytes = 2_000_000;
const maxListBytes = 1_000_000;

let admin: TestUser;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});
afterAll(() => sql.end());

/** Requests a page. @returns its HTML, after checking its status and its size; without the comments that React puts between texts */
async function page(path: string, maxBytes = maxPageBytes, user = admin): Promise<string> {
  const response = await user.fetch(path);
  const html = await response.text();
  expect(response.status, path).toBe(200);
  expect(Buffer.byteLength(html), path).toBeLessThan(maxBytes);
  return html.replaceAll("<!-- -->", "");
}

/** Adds a contact to a workspace. @returns its id */
async function addContact(tenant_id: string, values: Record<string, unknown>): Promise<string> {
  const [row] = await sql`insert into customers ${sql({ tenant_id, type: "contact", ...values })} returning id`;
  return row?.id;
}

/** Adds conversations with messages to a contact, all of the same text. */
async function addConversations(
  tenantId: string,
  contact: string,
  { conversations, messages, text }: { conversations: number; messages: number; text: string },
): Promise<void> {
  await sql`
    with made as (
      insert into conversations (tenant_id, customer_id, subject, summary)
      select ${tenantId}, ${contact}, ${text}, ${text} from generate_series(1, ${conversations}) returning id
    )
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${tenantId}, id, 'user', ${text}, timestamptz '2026-01-01' + n * interval '1 second'
    from made, generate_series(1, ${messages}) n`;
  await sql`
    with made as (
      insert into tickets (tenant_id, customer_id, title, description)
      select ${tenantId}, ${contact}, ${text}, ${text} from generate_series(1, ${conversations}) returning id
    )
    insert into ticket_notes (tenant_id, ticket_id, author, body)
    select ${tenantId}, id, ${text}, ${text} from made, generate_series(1, ${messages}) n`;
}

describe("the page that prepares an answer", () => {
  it.each([
    ["of email addresses, each of which is marked", Array.from({ length: 800 }, (_, n) => `p${n}@x.test`).join(" ")],
    ["quotes, each of which is six bytes of HTML", '"'.repeat(12_000)],
  ])("stays small with twenty conversations and twenty tickets %s", async (_, text) => {
    const { id, slug } = await makeWorkspace("full-answer");
    const contact = await addContact(id, {
      name: text.slice(0, 1_000),
      email: text,
      phone: text,
      notes: text,
      metadata: { text },
    });
    await addConversations(id, contact, { conversations: 20, messages: 20, text });
    const html = await page(`/${slug}/contacts/${contact}/answer`);
    const [, thread] = /thread=(conversation-[0-9a-f-]{36})/.exec(html) ?? [];
    await page(`/${slug}/contacts/${contact}/answer?thread=${thread}`);
  });
});

describe("the page of a contact", () => {
  it.each([
    ["lists", `${"[".repeat(3_000)}1${"]".repeat(3_000)}`],
    ["objects", `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`],
    ["many short objects beside a deep one", `[${'{"a":1},'.repeat(1_000)}${"[".repeat(3_000)}${"]".repeat(3_000)}]`],
  ])("shows metadata of %s nested 3,000 levels deep", async (_, json) => {
    const { id, slug } = await makeWorkspace("deep");
    const [row] = await sql`
      insert into customers (tenant_id, type, metadata, churn_reasons)
      values (${id}, 'contact', ${json}::text::jsonb, ${json}::text::jsonb) returning id`;
    const html = await page(`/${slug}/contacts/${row?.id}`);
    expect(html).toContain("Metadata");
  });

  it("shows the first levels of deep metadata as a tree and the rest as text", async () => {
    const { id, slug } = await makeWorkspace("deep-tree");
    const deep = `${'{"level":'.repeat(60)}12345678901234567890${"}".repeat(60)}`;
    const [row] = await sql`
      insert into customers (tenant_id, type, metadata)
      values (${id}, 'contact', ${`{"plan":"Team","deep":${deep}}`}::text::jsonb) returning id`;
    const html = await page(`/${slug}/contacts/${row?.id}`);
    expect(html).toMatch(/<dt[^>]*>plan<\/dt>/);
    expect(html.match(/<dt[^>]*>level<\/dt>/g)?.length).toBe(6);
    expect(html).toContain("{&quot;level&quot;: {&quot;level&quot;: ");
    expect(html).toContain("12345678901234567890");
  });

  it("stays small when every text of the contact has megabytes", async () => {
    const { id, slug } = await makeWorkspace("large-fields");
    const large = "Large value ".repeat(100_000);
    const [account] = await sql`insert into accounts ${sql({ tenant_id: id, name: large })} returning id`;
    const contact = await addContact(id, {
      name: large,
      email: large,
      company: large,
      job_title: large,
      phone: large,
      source: large,
      external_id: large,
      notes: large,
      account_id: account?.id,
      metadata: { large },
      churn_reasons: Array.from({ length: 20_000 }, (_, n) => n),
    });
    const html = await page(`/${slug}/contacts/${contact}`, maxListBytes);
    expect(html).toContain("Large value");
    expect(html).toMatch(/The rest isn’t shown here/);
  });

  it("stays small with a message of 20 MB, and says that the export has all of it", async () => {
    const { id, slug } = await makeWorkspace("large-message");
    const contact = await addContact(id, { name: "Long Writer" });
    await addConversations(id, contact, { conversations: 1, messages: 1, text: "Long" });
    await sql`update messages set content = repeat('Long message ', 1600000) where tenant_id = ${id}`;
    const html = await page(`/${slug}/contacts/${contact}`, maxListBytes);
    expect(html).toContain("Long message Long message");
    expect(html).toMatch(/The rest isn’t shown here\. The export includes all 20\.8.MB/);
  });

  it.each([
    [12_000, "quotes, each of which is six bytes of HTML", '"'],
    [12_000, "control characters", "\u0001"],
    [12_000, "less-than signs", "<"],
    [12_000, "emojis", "😀"],
    [12_000, "letters", "a"],
    // Just long enough to be on the page twice: shortened and whole.
    [2_300, "quotes", '"'],
    [2_300, "emojis", "😀"],
  ])("stays small with twenty conversations and twenty tickets with texts of %i %s", async (length, _, character) => {
    const { id, slug } = await makeWorkspace("full");
    const text = character.repeat(length);
    const short = character.repeat(1_000);
    const contact = await addContact(id, {
      name: short,
      email: short,
      company: short,
      job_title: short,
      phone: short,
      source: short,
      external_id: short,
      notes: text,
      metadata: { text },
      churn_reasons: { text },
    });
    await addConversations(id, contact, { conversations: 21, messages: 30, text });
    const html = await page(`/${slug}/contacts/${contact}`);
    expect(html).toMatch(/earlier entries aren’t shown here/);
  });

  it("shows a hundred short entries of a conversation, and the newest of each of twenty", async () => {
    const { id, slug } = await makeWorkspace("short");
    const contact = await addContact(id, { name: "Short Writer" });
    await addConversations(id, contact, { conversations: 1, messages: 120, text: "Short" });
    const one = await page(`/${slug}/contacts/${contact}`, maxListBytes);
    expect(one.match(/data-kind="user"/g)?.length).toBe(100);
    expect(one).toContain("20 earlier entries aren’t shown here");
    await addConversations(id, contact, { conversations: 19, messages: 120, text: "Short" });
    const twenty = await page(`/${slug}/contacts/${contact}`);
    const shown = twenty.match(/data-kind="user"/g)?.length ?? 0;
    expect(shown).toBeGreaterThan(200);
    // The thread of each conversation has entries.
    expect(twenty).not.toContain("No messages");
  });

  it("counts up to ten thousand entries, and says so when there are more", async () => {
    const { id, slug } = await makeWorkspace("many");
    const contact = await addContact(id, { name: "Many" });
    await addConversations(id, contact, { conversations: 1, messages: 0, text: "Many" });
    await sql`
      insert into messages (tenant_id, conversation_id, role, content)
      select tenant_id, id, 'user', 'One of many' from conversations, generate_series(1, 10050) where tenant_id = ${id}`;
    const html = await page(`/${slug}/contacts/${contact}`, maxListBytes);
    expect(html).toContain("more than 10,000 entries");
    expect(html).toContain("More than 9,900 earlier entries aren’t shown here.");
  });
});

describe("the list of contacts", () => {
  it("stays small with forty names of a megabyte", async () => {
    const { id, slug } = await makeWorkspace("large-names");
    const text = '"Long name" '.repeat(90_000);
    await sql`
      insert into customers (tenant_id, type, name, email, company)
      select ${id}, 'contact', ${text}, ${text}, ${text} from generate_series(1, 40)`;
    for (const query of ["", "?q=long+name"]) {
      const html = await page(`/${slug}/contacts${query}`, maxListBytes);
      expect(html).toContain("Long name");
      expect(html).toContain("…");
    }
  });

  it("shows a name of 200 characters whole", async () => {
    const { id, slug } = await makeWorkspace("whole-names");
    const name = `${"ä€😀x".repeat(49)}last`;
    await addContact(id, { name });
    const html = await page(`/${slug}/contacts`, maxListBytes);
    expect(html).toContain(`${name}</a>`);
  });
});

describe("a search", () => {
  let member: SupabaseClient;
  let workspace: Awaited<ReturnType<typeof makeFullWorkspace>>;
  beforeAll(async () => {
    workspace = await makeFullWorkspace();
    member = dataApi(await accessTokenOf("member@acme.test"));
  });

  const search = (args: object) =>
    member.rpc("search_customers", { workspace: workspace.id, types: ["lead"], ...args });
  const long = Array.from({ length: 9_000 }, (_, n) => `${n % 9973}é`)
    .join("")
    .slice(0, 45_000);

  it("of 10 kB on the page, as long as an address may be, uses its first 200 characters", async () => {
    const html = await page(`/${workspace.slug}/leads?q=${"A customer".padEnd(10_000, "x")}`, maxListBytes);
    expect(html).toContain("No leads match");
  });

  it("of 45 kB through the Data API is refused", async () => {
    const { error, status } = await search({ search: long });
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "22023" });
  });

  it("of 45 kB, forty at once, does not keep another workspace's page waiting", async () => {
    const searches = Promise.all(Array.from({ length: 40 }, () => search({ search: long })));
    await page("/acme/contacts", maxListBytes);
    for (const { status } of await searches) expect(status).toBe(400);
  });

  it("for 10,000 types is refused", async () => {
    const types = Array.from({ length: 10_000 }, () => "lead");
    const { error, status } = await search({ types });
    expect({ status, code: error?.code }).toEqual({ status: 400, code: "22023" });
  });

  it("for one type named four times returns each customer once", async () => {
    const { data } = await search({ types: ["lead", "lead", "lead", "lead"] });
    expect(data).toHaveLength(1);
  });

  it.each([10_000, null])("for %s rows returns a hundred at most", async (page_rows) => {
    await sql`
      insert into customers (tenant_id, type, name)
      select ${workspace.id}, 'former_customer', 'Once' from generate_series(1, 150)`;
    for (const search_text of ["", "once"]) {
      const { data, error } = await search({ types: ["former_customer"], search: search_text, page_rows });
      expect(error).toBeNull();
      expect(data.length).toBeLessThanOrEqual(100);
    }
  });

  it("with any null argument reads nothing or the defaults", async () => {
    for (const name of ["workspace", "types", "search", "before_created_at", "before_id", "page_rows"]) {
      const { data, error } = await search({ [name]: null });
      expect(error, name).toBeNull();
      expect(data.length, name).toBeLessThanOrEqual(1);
    }
  });
});

describe("the names of workspaces and users", () => {
  it("can have megabytes, and every page stays small", async () => {
    const workspace = await makeFullWorkspace();
    const large = '"Large name" '.repeat(80_000);
    await sql`update members set display_name = ${large}, email = ${large} where tenant_id = ${workspace.id}`;
    const { id, response } = await admin.download({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    await response.arrayBuffer();
    const waiting = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    await admin.fetch(`/api/exports/${waiting.id}/cancel`, { method: "POST" });
    // Afterwards, because a file's name and text have no limit: promise 2 of the design.
    await sql`update tenants set name = ${large} where id = ${workspace.id}`;
    for (const path of [
      "",
      "/contacts",
      `/contacts/${workspace.contact}`,
      "/leads",
      "/settings",
      "/settings/data-export",
      `/settings/data-export/receipts/${id}`,
      `/settings/data-export/receipts/${waiting.id}`,
      "/team/audit-log",
    ]) {
      const html = await page(`/${workspace.slug}${path}`, maxListBytes);
      expect(html, path).toContain("Large name");
    }
    const member = await TestUser.signedIn("member@acme.test");
    const refused = await member.fetch(`/${workspace.slug}/settings`);
    expect(refused.status).toBe(403);
    expect((await refused.text()).length).toBeLessThan(maxListBytes);
  });

  it("of 300 workspaces of one user make no page large, and each workspace can be opened", async () => {
    const email = "both@hydra.test";
    await sql.begin(async (tx) => {
      await tx`
        insert into tenants (name, slug)
        select rpad('Zz many workspaces ', 180, n || ' '), 'many-workspaces-' || n from generate_series(1, 300) n`;
      await tx`
        insert into members (tenant_id, user_id, role, display_name, email)
        select t.id, u.id, 'owner', 'Busy Owner', u.email from tenants t, auth.users u
        where t.slug like 'many-workspaces-%' and u.email = ${email}`;
    });
    const busy = await TestUser.signedIn(email);
    for (const number of [1, 150, 300]) {
      await page(`/many-workspaces-${number}/contacts`, maxListBytes, busy);
    }
    await sql`delete from tenants where slug like 'many-workspaces-%'`;
  });
});
