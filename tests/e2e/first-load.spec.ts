import { globSync } from "node:fs";
import { makeFullWorkspace } from "../support/roles";
import { TestUser } from "../support/test-user";
import { expect, test } from "./support/test";

/** Bytes of script, compressed, that somebody's first visit may cost, whichever page it is. */
const most = 150_000;

type Whereabouts = { slug: string; contact: string; lead: string; run: string };

/** Where each page is. The pages come from the files under app/: a new one without its line fails. */
const addresses: Record<string, (workspace: Whereabouts) => string> = {
  "page.tsx": () => "/",
  "login/page.tsx": () => "/login",
  "go/[...path]/page.tsx": () => "/contacts",
  "[workspace]/page.tsx": ({ slug }) => `/${slug}`,
  "[workspace]/[...unknown]/page.tsx": ({ slug }) => `/${slug}/no/such/page`,
  "[workspace]/contacts/page.tsx": ({ slug }) => `/${slug}/contacts`,
  "[workspace]/contacts/[id]/page.tsx": ({ slug, contact }) => `/${slug}/contacts/${contact}`,
  "[workspace]/leads/page.tsx": ({ slug }) => `/${slug}/leads`,
  "[workspace]/leads/[id]/page.tsx": ({ slug, lead }) => `/${slug}/leads/${lead}`,
  "[workspace]/settings/page.tsx": ({ slug }) => `/${slug}/settings`,
  "[workspace]/settings/data-export/page.tsx": ({ slug }) => `/${slug}/settings/data-export`,
  "[workspace]/settings/data-export/receipts/[id]/page.tsx": ({ slug, run }) =>
    `/${slug}/settings/data-export/receipts/${run}`,
  "[workspace]/team/page.tsx": ({ slug }) => `/${slug}/team`,
  "[workspace]/team/audit-log/page.tsx": ({ slug }) => `/${slug}/team/audit-log`,
};

test("no page costs a first visit more script than it may", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 404/);
  const files = globSync("app/**/page.tsx").map((file) => file.replace(/^app\//, ""));
  expect(files.sort()).toEqual(Object.keys(addresses).sort());
  const workspace = await makeFullWorkspace();
  const admin = await TestUser.signedIn("admin@acme.test");
  const { id: run } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });

  const tooHeavy: string[] = [];
  for (const [file, address] of Object.entries(addresses)) {
    // A browser of its own for each, with nothing in its cache.
    const page = await visit(file === "login/page.tsx" ? {} : { as: "admin@acme.test" });
    await page.goto(address({ ...workspace, run }), { waitUntil: "networkidle" });
    const weights = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        .map(({ encodedBodySize }) => encodedBodySize),
    );
    const bytes = weights.reduce((sum, weight) => sum + weight, 0);
    // None at all would mean that they are not counted.
    expect(bytes, file).toBeGreaterThan(50_000);
    if (bytes > most) tooHeavy.push(`${file}: ${bytes}`);
    await page.context().close();
  }
  expect(tooHeavy).toEqual([]);
});
