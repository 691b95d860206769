import type { Page } from "@playwright/test";
import { sql } from "../support/stack";
import { addContacts, makeWorkspace } from "../support/workspace";
import { openAttackerSite } from "./support/attacker-site";
import { DataExportPage } from "./support/data-export-page";
import { openDisclosures } from "./support/disclosures";
import { expect, test } from "./support/test";

/** Collects the policy violations that the browser reports. They are console errors, too, which fail the test in `visit`. */
async function watchViolations(page: Page): Promise<string[]> {
  const violations: string[] = [];
  await page.exposeFunction("reportViolation", (text: string) => violations.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
      void (window as unknown as { reportViolation(text: string): void }).reportViolation(
        `${location.pathname}: ${violatedDirective} ${blockedURI} ${sourceFile}`,
      );
    });
  });
  return violations;
}

/** Priya Raman of the seed data, a contact with conversations and tickets. */
const priya = "c0000000-0000-4000-8000-000000000001";

test("no page violates its Content-Security-Policy, and every script has the nonce", async ({
  visit,
  expectedErrors,
}) => {
  test.setTimeout(180_000);
  expectedErrors.push(/status of 40[0-9]/);
  const [row] = await sql`
    select e.id from exports e join tenants t on t.id = e.tenant_id where t.slug = 'acme' order by e.created_at limit 1`;
  const receipt = row ? [`/acme/settings/data-export/receipts/${row.id}`] : [];
  const signedOut = await visit();
  const signedIn = await visit({ as: "both@hydra.test" });
  const nonces = new Set<string>();
  for (const [page, paths] of [
    [signedOut, ["/login", "/login?next=%2Facme", "/acme"]],
    [
      signedIn,
      [
        "/",
        "/acme",
        "/acme/contacts",
        "/acme/leads",
        `/acme/contacts/${priya}`,
        "/acme/settings",
        "/acme/settings/data-export",
        ...receipt,
        "/acme/team/audit-log",
        "/acme/nothing",
        "/nothing",
        "/_next/nothing",
        "/globex/settings/data-export",
        "/api/nothing",
        "/icon.svg",
        "/schemas/contacts.schema.json",
      ],
    ],
  ] as const) {
    const violations = await watchViolations(page);
    for (const path of paths) {
      const response = await page.goto(path, { waitUntil: "networkidle" });
      const policy = (await response?.headerValue("content-security-policy")) ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).toContain("frame-ancestors 'none'");
      expect(policy, path).not.toContain("unsafe");
      const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
      if (nonce) {
        expect(nonces, "a nonce is used once").not.toContain(nonce);
        nonces.add(nonce);
        // In the response text: strict-dynamic covers scripts added later, and browsers hide nonces from the DOM.
        const scripts = (await response?.text())?.match(/<script[^>]*>/g) ?? [];
        expect(scripts.length, path).toBeGreaterThan(0);
        for (const script of scripts) expect(script, path).toContain(`nonce="${nonce}"`);
      }
      // Menus load a script and set their position.
      const menus = page.locator("[data-menu] > summary:visible");
      for (let left = await menus.count(); left > 0; left--) {
        await menus.first().click();
        await expect(page.getByRole("menu")).toBeVisible();
        await page.keyboard.press("Escape");
        await expect(page.getByRole("menu")).toHaveCount(0);
        await expect(menus).toHaveCount(left - 1);
      }
      await openDisclosures(page);
    }
    expect(violations).toEqual([]);
  }
});

test("a download, its progress and file verification work under the Content-Security-Policy", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("policy");
  await addContacts(id, 300);
  const page = await visit({ as: "admin@acme.test" });
  const violations = await watchViolations(page);
  const exports = await DataExportPage.open(page, slug);
  const download = await exports.download(() => exports.export("CSV"));
  await expect(exports.card).toContainText("Downloaded 300 rows");
  await page.locator('input[type="file"]').setInputFiles(await download.path());
  await expect(page.getByRole("status").filter({ hasText: "300 rows" })).toBeVisible();
  expect(violations).toEqual([]);
});

test("an injected script does not run", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/Content Security Policy/, /none\.png/);
  const page = await visit({ as: "admin@acme.test" });
  const violations = await watchViolations(page);
  await page.goto("/acme");
  // Injected as an event handler, a javascript: URL, and a frame's document.
  await page.evaluate(() => {
    const holder = document.body.appendChild(document.createElement("div"));
    holder.innerHTML =
      '<img src="/none.png" onerror="window.stolen = true"><a href="javascript:window.stolen = true">x</a>';
    const script = document.createElement("iframe");
    script.srcdoc = "<script>parent.stolen = true</script>";
    holder.append(script);
    holder.querySelector("a")?.click();
  });
  await expect.poll(() => violations.length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => (window as unknown as { stolen?: boolean }).stolen)).toBeUndefined();
});

test("another site cannot show a page in a frame", async ({ visit, expectedErrors, baseURL }) => {
  expectedErrors.push(/frame|Content Security Policy|ERR_BLOCKED_BY_RESPONSE|favicon/i);
  const page = await visit({ as: "admin@acme.test" });
  const attacker = await openAttackerSite();
  await page.goto(attacker.show(`<iframe src="${baseURL}/login"></iframe>`));
  await expect.poll(() => page.frames().at(-1)?.url()).toContain("chrome-error://");
  attacker.close();
});
