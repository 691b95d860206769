import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { withoutTriggers } from "../support/without-triggers";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";

test("numbers on the pages of exports have the separators of the browser's locale", async ({ visit }) => {
  const { id: tenant, slug } = await makeWorkspace("numbers");
  await addContacts(tenant, 1_234, 40);
  // 2,512 characters as Postgres prints it.
  const [{ contact } = {}] = await sql`
    update customers set metadata = ${sql.json({ text: "x".repeat(2_500) })}
    where tenant_id = ${tenant} and name = 'Person 1' returning id as contact`;
  const user = await TestUser.signedIn(admin);
  const { id, response } = await user.download({ workspace: slug, kind: "contacts", format: "csv" });
  const file = Buffer.from(await response.arrayBuffer());
  await endedExport(id);
  await withoutTriggers("exports", (tx) => tx`update exports set remark_count = 1001 where id = ${id}`);

  const page = await visit({ as: admin, locale: "de-DE" });
  const settings = `/${slug}/settings/data-export`;
  for (const [path, expected] of [
    [settings, ["1.234 rows", "1.048.575 rows", "32.767 characters", "more than 1.000 remarks"]],
    [`${settings}/customize?kind=contacts&format=csv`, ["1.234 rows", "32.767 characters"]],
    [`${settings}/receipts/${id}`, ["1.234", "more than 1.000 remarks"]],
    [`/${slug}/team/audit-log`, ["Rows1.234"]],
    [`/${slug}/contacts/${contact}`, ["Show 2.512 characters"]],
  ] as const) {
    await page.goto(path);
    const main = page.getByRole("main");
    for (const words of expected) await expect.soft(main, path).toContainText(words);
    await expect.soft(main, path).not.toContainText(/\d,\d{3}(?!\d)/);
  }

  await page.goto(settings);
  await page.getByLabel("Choose a file").setInputFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: file });
  await expect(page.getByRole("region", { name: "Verify a file" })).toContainText(/1\.234 rows, \d+ kB/);
});
