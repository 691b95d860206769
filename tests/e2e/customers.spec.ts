import { sql } from "../support/stack";
import { makeWorkspace } from "../support/workspace";
import { expectAccessible } from "./support/accessible";
import { CustomersPage } from "./support/customers-page";
import { openDisclosures } from "./support/disclosures";
import { expect, test } from "./support/test";

const priya = "c0000000-0000-4000-8000-000000000001";

test("a member finds a contact, reads a conversation, and cannot export the contact", async ({ visit }) => {
  const page = await visit({ as: "member@acme.test" });
  const customers = new CustomersPage(page);
  await page.goto("/acme");
  await page.getByRole("main").getByRole("link", { name: "Contacts" }).click();
  await expect(page).toHaveTitle("Contacts · Acme · Hydra");
  await customers.search("  priya raman ");
  await expect(customers.customers).toHaveText(["Priya Raman"]);
  await customers.customers.click();
  await expect(page).toHaveURL(`/acme/contacts/${priya}`);
  await expect(page).toHaveTitle("Priya Raman · Contacts · Acme · Hydra");
  await expect(page.getByText("20260000000000104217")).toBeVisible();

  await openDisclosures(page);
  for (const [text, token] of [
    ["10 % off the November invoice", "--note-soft"],
    ["I have changed it in both places myself", "--reply-soft"],
    ["Then please change the contract", "--raised"],
  ] as const) {
    const entry = customers.entry(text);
    await expect(entry).toBeVisible();
    expect(await customers.backgroundColor(entry)).toBe(await customers.color(token));
  }
  await expect(page.getByText("Export data")).toHaveCount(0);
  await expect(page.locator("form[action*=exports]")).toHaveCount(0);
});

test("a contact's page opens its newest conversations, names empty sections in one line, and copies ids", async ({
  visit,
}) => {
  const { id, slug } = await makeWorkspace("threads");
  const [contact] = await sql`
    insert into customers (tenant_id, type, name, email, external_id)
    values (${id}, 'contact', 'Thea Thread', 'thea@example.test', 'crm-4711') returning id`;
  await sql`
    insert into conversations (tenant_id, customer_id, subject, created_at)
    select ${id}, ${contact?.id}, 'Question ' || n, timestamptz '2026-01-01 10:00' + n * interval '1 day' from generate_series(1, 5) n`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${id}, v.id, 'user', 'Message ' || n || ' of ' || v.subject, v.created_at + n * interval '1 minute'
    from conversations v, generate_series(1, 12) n where v.tenant_id = ${id}`;
  const page = await visit({ as: "admin@acme.test", locale: "de-DE", timezoneId: "Europe/Berlin" });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/${slug}/contacts/${contact?.id}`);
  for (const [number, visible] of [
    [5, true],
    [4, true],
    [3, true],
    [2, false],
    [1, false],
  ] as const) {
    for (const message of [1, 3, 10, 12]) {
      await expect(page.getByText(`Message ${message} of Question ${number}`)).toBeVisible({ visible });
    }
    await expect(page.getByText(`Message 4 of Question ${number}`)).toBeHidden();
  }
  await page.getByText("Show 6 more").first().click();
  await expect(page.getByText("Message 4 of Question 5")).toBeVisible();

  await expect(page.getByText("No notes, tickets, metadata, or churn reasons.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("heading", { level: 2 })).toHaveText(["Details", "Conversations (5)"]);
  await expect(page.getByText("Not filled in")).toBeVisible();
  await expect(page.getByText(/^Phone, Job title, Company.*, Churned on/)).toBeVisible();
  await expect(page.getByText("Times are in Mitteleuropäische Normalzeit (Europe/Berlin).")).toBeVisible();
  await page.getByRole("button", { name: "Copy external ID" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Copied" })).toHaveCount(1);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("crm-4711");
});

test("search, filter and page survive Back and reload, and an invalid cursor shows the first page", async ({
  visit,
}) => {
  const page = await visit({ as: "member@acme.test" });
  const customers = new CustomersPage(page);
  await page.goto("/acme/contacts");
  await customers.search("example");
  await customers.filter("Former customers");
  await expect(page).toHaveURL("/acme/contacts?q=example&type=former_customer");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page).toHaveURL(/before=/);
  await expect(page.getByRole("link", { name: "Newest" })).toBeVisible();
  const names = await customers.customers.allTextContents();
  expect(names).toHaveLength(50);
  await page.reload();
  await expect(customers.customers).toHaveText(names);

  await customers.customers.nth(7).click();
  await expect(page.getByRole("heading", { name: "Details" })).toBeVisible();
  await page.goBack();
  await expect(customers.customers).toHaveText(names);
  await expect(page.getByLabel("Name, email or company")).toHaveValue("example");

  await page.getByRole("link", { name: "Newest" }).click();
  await expect(page).toHaveURL("/acme/contacts?q=example&type=former_customer");
  const first = await customers.customers.allTextContents();
  await page.goto("/acme/contacts?q=example&type=former_customer&before=2026-13-45%2000:00:00%2B00_nobody");
  await expect(customers.customers).toHaveText(first);
});

test("a customer's page redirects to the section of their type, and an unknown customer is a 404", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const page = await visit({ as: "member@acme.test" });
  await page.goto(`/acme/leads/${priya}`);
  await expect(page).toHaveURL(`/acme/contacts/${priya}`);
  const [visitor] = await sql`
    select id from customers where type = 'visitor' and name is null and email is null and
      tenant_id = (select id from tenants where slug = 'acme') limit 1`;
  await page.goto(`/acme/contacts/${visitor?.id}`);
  await expect(page).toHaveURL(`/acme/leads/${visitor?.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Anonymous visitor ${visitor?.id.slice(0, 8)}`);
  for (const id of [crypto.randomUUID(), "x", `${priya}0`]) {
    expect((await page.goto(`/acme/contacts/${id}`))?.status()).toBe(404);
  }
});

test("customers can be searched and read without JavaScript", async ({ visit }) => {
  const page = await visit({ as: "member@acme.test", javaScriptEnabled: false });
  const customers = new CustomersPage(page);
  await page.goto("/acme/leads");
  await customers.filter("Visitors");
  await customers.search("zz nobody <b>");
  await expect(page).toHaveURL(/type=visitor&q=zz/);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("No visitors match “zz nobody <b>”");
  await page.getByRole("link", { name: "clear the search" }).click();
  await expect(page).toHaveURL("/acme/leads?type=visitor");
  await customers.customers.first().click();
  await page.locator("summary").last().click();
  await expect(page.getByRole("heading", { name: "Details" })).toBeVisible();
});

test("a long conversation shows its newest 100 entries and the number of earlier ones", async ({ visit }) => {
  const page = await visit({ as: "member@acme.test" });
  const [long] = await sql`
    select customer_id as id, count(*)::int as messages, v.id as conversation,
      (select count(*)::int from replies where conversation_id = v.id) as replies
    from conversations v join messages m on m.conversation_id = v.id join tenants t on t.id = v.tenant_id
    where slug = 'acme' and customer_id is not null group by v.id order by 2 desc limit 1`;
  const entries = long?.messages + long?.replies;
  await page.goto(`/acme/contacts/${long?.id}`);
  const conversation = page.locator("details", { has: page.getByText(`${entries.toLocaleString("en")} entries`) });
  await conversation.evaluate((details) => {
    (details as HTMLDetailsElement).open = true;
  });
  await expect(
    page.getByText(`${(entries - 100).toLocaleString("en")} earlier entries aren’t shown here.`),
  ).toBeVisible();
  await expect(conversation.locator("li")).toHaveCount(100);
});

test("conversations are paged by twenty, and each is listed once", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("busy");
  const [busy] = await sql`
    insert into customers (tenant_id, type, name) values (${id}, 'contact', 'Busy Bea') returning id`;
  await sql`
    insert into conversations (tenant_id, customer_id, subject, created_at)
    select ${id}, ${busy?.id}, 'Question ' || n, timestamptz '2026-01-01 10:00' from generate_series(1, 45) n`;
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/contacts/${busy?.id}`);
  await expect(page.getByRole("heading", { name: "Conversations (45)" })).toBeVisible();
  const seen: string[] = [];
  for (const size of [20, 20, 5]) {
    const subjects = page.locator("summary bdi");
    await expect(subjects).toHaveCount(size);
    await expect.poll(async () => seen.includes((await subjects.first().textContent()) ?? "")).toBe(false);
    seen.push(...(await subjects.allTextContents()));
    if (size === 20) await page.getByRole("link", { name: "Older" }).click();
  }
  expect(new Set(seen).size).toBe(45);
  await page.goBack();
  await expect(page.locator("summary bdi")).toHaveCount(20);
});

test("empty lists and customers with awkward data have no axe violations", async ({ visit }) => {
  test.slow();
  const { slug } = await makeWorkspace("nobody");
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/leads`);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText("No leads yet");
  const awkward = await sql`
    select id from customers where external_id in ('awkward-14', 'awkward-56', 'awkward-67')
      and tenant_id = (select id from tenants where slug = 'acme')`;
  const paths = awkward.map(({ id }) => `/acme/contacts/${id}`);
  for (const path of [
    `/${slug}/leads`,
    "/acme/contacts?q=awkward",
    "/acme/leads?q=nobody-at-all&type=lead",
    ...paths,
  ]) {
    await page.goto(path);
    await openDisclosures(page);
    await expectAccessible(page);
  }
});
