import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { makeFullWorkspace } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { openAttackerSite } from "./support/attacker-site";
import { openDisclosures } from "./support/disclosures";
import { expect, test } from "./support/test";

test("another site cannot start, cancel or read an export with a form, image, frame, script, link or request", async ({
  visit,
  expectedErrors,
  baseURL,
}) => {
  expectedErrors.push(/./);
  const admin = await TestUser.signedIn("admin@acme.test");
  const { slug, id: tenant } = await makeFullWorkspace();
  const { id, file } = await admin.createExport({ workspace: slug, kind: "contacts", format: "csv" });
  const page = await visit({ as: "admin@acme.test" });
  const fields = `<input name="workspace" value="${slug}"><input name="kind" value="contacts"><input name="format" value="csv">`;
  const attacks = {
    image: `<img src="${baseURL}${file}"><img src="${baseURL}/api/exports?workspace=${slug}&kind=contacts&format=csv">`,
    script: `<script src="${baseURL}${file}"></script>`,
    frame: `<iframe src="${baseURL}${file}"></iframe>`,
    "form in a frame": `<iframe name="f"></iframe><form method="post" action="${baseURL}/api/exports" target="f">${fields}</form><script>document.forms[0].submit()</script>`,
    form: `<form method="post" action="${baseURL}/api/exports">${fields}</form><script>document.forms[0].submit()</script>`,
    "form that cancels": `<form method="post" action="${baseURL}/api/exports/${id}/cancel"></form><script>document.forms[0].submit()</script>`,
    link: `<a href="${baseURL}${file}">x</a><script>document.querySelector("a").click()</script>`,
    request: `<script>
      const body = new URLSearchParams({ workspace: "${slug}", kind: "contacts", format: "csv" });
      for (const credentials of ["include", "same-origin"]) {
        fetch("${baseURL}/api/exports", { method: "POST", mode: "no-cors", credentials, body });
        fetch("${baseURL}${file}", { mode: "no-cors", credentials });
      }
      fetch("${baseURL}/api/exports/running?workspace=${slug}", { credentials: "include" })
        .then((response) => response.text()).then((text) => { document.title = "read " + text; }, () => {});
    </script>`,
  };
  const exportCount = async () =>
    (await sql`select count(*)::int as count from exports where tenant_id = ${tenant}`)[0]?.count;
  const before = await exportCount();
  const attacker = await openAttackerSite();
  const downloads: string[] = [];
  page.on("download", (download) => downloads.push(download.url()));
  for (const [name, body] of Object.entries(attacks)) {
    await page.goto(attacker.show(body), { waitUntil: "commit" }).catch(() => undefined);
    // The requests of the attack, and what they navigate to, have finished.
    await page.waitForLoadState("networkidle").catch(() => undefined);
    expect(await page.title(), name).not.toContain("read ");
  }
  attacker.close();
  expect(downloads).toEqual([]);
  expect(await exportCount()).toBe(before);
  const [row] = await sql`select status from exports where id = ${id}`;
  expect(row?.status).toBe("pending");
  expect(await sql`select 1 from audit_log where tenant_id = ${tenant}`).toHaveLength(1);
});

const hostile = `"><img src=x onerror="window.stolen=1"><script>window.stolen=1</script><a href="javascript:window.stolen=1">`;
const fields = {
  customers: ["email", "name", "company", "job_title", "phone", "source", "external_id", "notes"],
  conversations: ["subject", "summary"],
  messages: ["content"],
  replies: ["author", "body"],
  tickets: ["title", "description"],
  ticket_replies: ["author", "body"],
  ticket_notes: ["author", "body"],
  members: ["display_name"],
  accounts: ["name"],
};

test("HTML in customer data is shown as text on every page and in the report", async ({ visit, expectedErrors }) => {
  const { id, slug, contact } = await makeFullWorkspace();
  for (const [table, columns] of Object.entries(fields)) {
    for (const column of columns)
      await sql`update ${sql(table)} set ${sql({ [column]: hostile })} where tenant_id = ${id}`;
  }
  await sql`update customers set metadata = ${sql.json({ [hostile]: hostile })}, churn_reasons = ${sql.json([hostile])} where tenant_id = ${id}`;
  await sql`update tenants set name = ${hostile} where id = ${id}`;
  const admin = await TestUser.signedIn("admin@acme.test");
  const headers = { "user-agent": hostile };
  const exportFields = { workspace: slug, kind: "contact", format: "html", contact };
  const response = await admin.fetch("/api/exports", {
    method: "POST",
    body: JSON.stringify(exportFields),
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
  });
  const { id: exportId, file } = (await response.json()) as { id: string; file: string };
  const report = await (await admin.fetch(file)).text();

  const page = await visit({ as: "admin@acme.test" });
  const expectInert = async (where: string, minTexts: number) => {
    const injected = await page.evaluate(() => ({
      stolen: (window as unknown as { stolen?: number }).stolen,
      elements: document.querySelectorAll('img[src="x"], [onerror], a[href^="javascript:"]').length,
    }));
    expect(injected, where).toMatchObject({ stolen: undefined, elements: 0 });
    // Visible elements only: getByText skips scripts, and hidden text is not shown.
    const visibleTexts = await page.getByText("onerror=").filter({ visible: true }).count();
    expect(visibleTexts, `${where} shows it as text`).toBeGreaterThanOrEqual(minTexts);
  };
  for (const path of [
    "",
    "/contacts",
    "/leads",
    `/contacts/${contact}`,
    "/settings",
    "/settings/data-export",
    `/settings/data-export/receipts/${exportId}`,
    "/team/audit-log",
  ]) {
    await page.goto(`/${slug}${path}`, { waitUntil: "networkidle" });
    await openDisclosures(page);
    await expectInert(path, 1);
  }

  // As opened from the disk, without the app's headers: the report itself must be safe.
  expectedErrors.length = 0;
  await page.route("http://report.test/", (route) => route.fulfill({ contentType: "text/html", body: report }));
  await page.goto("http://report.test/");
  await expectInert("the report", 15);
  expect(await page.evaluate(() => document.scripts.length)).toBe(0);
});

test("a download gets a safe file name, whatever the workspace is called", async ({ visit }) => {
  const { id, slug } = await makeFullWorkspace();
  await sql`update tenants set name = ${'..\\..\\evil".exe\u202e'} where id = ${id}`;
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/settings/data-export`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export contacts as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^matrix-[0-9a-f]{8}-contacts-20\d\d-\d\d-\d\dT\d{4}Z\.csv$/);
  expect((await readFile(await download.path(), "utf8")).startsWith("id,")).toBe(true);
});

/** Where a text begins on the page, from the left. */
function leftOf(page: Page, text: string): Promise<number> {
  return page.evaluate((wanted) => {
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      const start = node.textContent?.indexOf(wanted) ?? -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + 1);
      return range.getBoundingClientRect().left;
    }
    throw new Error(`No text "${wanted}" on the page.`);
  }, text);
}

// An isolate that a name opens is closed by the end of <bdi>, so <bdi> alone would not do.
test("a name that opens an override and an isolate does not reorder what follows it, on the page and in the report", async ({
  visit,
}) => {
  const { slug, id: tenant_id } = await makeFullWorkspace();
  const controls = "\u202e\u2067";
  const [{ id } = {}] = await sql`insert into customers ${sql({
    ...{ tenant_id, type: "contact", name: `N${controls}` },
    ...{ job_title: `J${controls}`, company: "Zed" },
  })} returning id`;
  const page = await visit({ as: "admin@acme.test" });
  await page.goto(`/${slug}/contacts/${id}`);
  expect(await leftOf(page, " · ")).toBeLessThan(await leftOf(page, "Zed"));

  const admin = await TestUser.signedIn("admin@acme.test");
  const { response } = await admin.download({ workspace: slug, kind: "contact", format: "html", contact: id });
  const reportPage = await page.context().newPage();
  await reportPage.setContent(await response.text());
  // Two letters of a word, which are on one line.
  expect(await leftOf(reportPage, "Hydra, its helpdesk")).toBeLessThan(await leftOf(reportPage, "ydra, its helpdesk"));
});
