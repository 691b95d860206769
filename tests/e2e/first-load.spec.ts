import { globSync } from "node:fs";
import { makeFullWorkspace } from "../support/roles";
import { TestUser } from "../support/test-user";
import { expect, test } from "./support/test";

/** Compressed bytes of script that the first load of any page may transfer. */
const maxBytes = 170_000;

type Ids = { slug: string; contact: string; lead: string; exportId: string };

/** The path of each page. A page under app/ that is not listed here fails the test. */
const paths: Record<string, (ids: Ids) => string> = {
  "page.tsx": () => "/",
  "login/page.tsx": () => "/login",
  "go/[...path]/page.tsx": () => "/contacts",
  "[workspace]/page.tsx": ({ slug }) => `/${slug}`,
  "[workspace]/[...unknown]/page.tsx": ({ slug }) => `/${slug}/no/such/page`,
  "[workspace]/contacts/page.tsx": ({ slug }) => `/${slug}/contacts`,
  "[workspace]/contacts/[id]/page.tsx": ({ slug, contact }) => `/${slug}/contacts/${contact}`,
  "[workspace]/leads/page.tsx": ({ slug }) => `/${slug}/leads`,
  "[workspace]/leads/[id]/page.tsx": ({ slug, lead }) => `/${slug}/leads/${lead}`,
  "[workspace]/contacts/[id]/export/page.tsx": ({ slug, contact }) => `/${slug}/contacts/${contact}/export`,
  "[workspace]/leads/[id]/export/page.tsx": ({ slug, lead }) => `/${slug}/leads/${lead}/export`,
  "[workspace]/settings/data-export/customize/page.tsx": ({ slug }) => `/${slug}/settings/data-export/customize`,
  "[workspace]/settings/page.tsx": ({ slug }) => `/${slug}/settings`,
  "[workspace]/settings/data-export/page.tsx": ({ slug }) => `/${slug}/settings/data-export`,
  "[workspace]/settings/data-export/receipts/[id]/page.tsx": ({ slug, exportId }) =>
    `/${slug}/settings/data-export/receipts/${exportId}`,
  "[workspace]/team/page.tsx": ({ slug }) => `/${slug}/team`,
  "[workspace]/team/audit-log/page.tsx": ({ slug }) => `/${slug}/team/audit-log`,
};

test("the first load of every page transfers less than 170 kB of compressed script", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const files = globSync("app/**/page.tsx").map((file) => file.replace(/^app\//, ""));
  expect(files.sort()).toEqual(Object.keys(paths).sort());
  const workspace = await makeFullWorkspace();
  const admin = await TestUser.signedIn("admin@acme.test");
  const { id: exportId } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });

  const tooHeavy: string[] = [];
  const [signedOut, signedIn] = [await visit(), await visit({ as: "admin@acme.test" })];
  for (const [file, path] of Object.entries(paths)) {
    const page = file === "login/page.tsx" ? signedOut : signedIn;
    await page.goto(path({ ...workspace, exportId }), { waitUntil: "networkidle" });
    const sizes = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        // Also of what is in the browser's cache.
        .map(({ encodedBodySize }) => encodedBodySize),
    );
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    // Zero would mean that sizes are not reported.
    expect(bytes, file).toBeGreaterThan(50_000);
    if (bytes > maxBytes) tooHeavy.push(`${file}: ${bytes}`);
  }
  expect(tooHeavy).toEqual([]);
});
