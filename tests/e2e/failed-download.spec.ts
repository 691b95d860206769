import { sql } from "../support/stack";
import { addContacts, addManyContacts, makeWorkspace } from "../support/workspace";
import { expectNoViolations } from "./support/accessible";
import { DataExportPage } from "./support/data-export-page";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";

const setRole = (tenantId: string, role: string) =>
  sql`update members set role = ${role}::member_role where tenant_id = ${tenantId} and email = ${admin}`;

test("a download fails in the browser when its admin is demoted, and the page says why", async ({
  visit,
  expectedErrors,
}) => {
  // The page may still poll the progress.
  expectedErrors.push(/status of 403/);
  const { id, slug } = await makeWorkspace("demoted");
  await addManyContacts(id);
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const download = await exports.download(() => exports.export("CSV"));
  await setRole(id, "member");
  expect(await download.failure()).not.toBeNull();

  const ownerPage = await DataExportPage.open(await visit({ as: "owner@acme.test" }), slug);
  await expect(ownerPage.card).toContainText("No complete export yet");
  await expect(ownerPage.card).toContainText(`Failed: the export that ${admin} started just now.`);
  const row = ownerPage.history.getByRole("row").nth(1);
  const reason = "The user who started it is no longer an owner or admin of the workspace.";
  await expect(row).toContainText(`${reason} Ask an owner or admin to export. Reference: `);
  // In the history only: the card's line is a link to the receipt.
  await expect(ownerPage.page.getByText(reason)).toHaveCount(1);
});

test("a download that is cut off says so in its card, in the history and on its receipt, and is downloaded again from there", async ({
  visit,
}) => {
  const { id, slug } = await makeWorkspace("cancelled");
  await addManyContacts(id);
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const download = await exports.download(() => exports.export("JSON"));
  await download.cancel();
  expect(await download.failure()).toBe("canceled");
  await expect(exports.card).toContainText(
    "To get the rest, choose Resume in your browser’s list of downloads. Download it again from the start",
  );
  await expect(exports.card).toContainText(
    /Contacts as JSON: Interrupted( after [\d.]+ [kM]?B)?\. .+ Reference: [0-9a-f]{8}/,
  );
  await expectNoViolations(exports.page);
  const again = { name: "Download it again from the start" };
  await expect(exports.history.getByRole("link", again)).toHaveAttribute("href", new URL(download.url()).pathname);
  await expect(exports.history).toContainText("Both work until");
  const details = await exports.history.getByRole("link", { name: "Details" }).getAttribute("href");
  const receipt = await exports.page.request.get(new URL(details ?? "", exports.page.url()).href);
  expect(await receipt.text()).toContain("The file is incomplete.<");
  expect(await receipt.text()).toContain("Download it again from the start");
  // The workspace has fewer contacts now, so that the test need not wait for so large a file.
  await sql`delete from customers where tenant_id = ${id} and email <> 'person1@example.test'`;
  const second = await exports.download(() => exports.card.getByRole("link", again).click());
  await second.path();
  await expect(exports.card).toContainText(/Downloaded 1 row · .+ · receipt/);
});

test("a second request for a downloaded file gets a page that says why it is refused", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 409/);
  const { id, slug } = await makeWorkspace("used");
  await addContacts(id, 3);
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const download = await exports.download(() => exports.export("CSV"));
  await download.path();
  const response = await exports.page.goto(download.url());
  expect(response?.status()).toBe(409);
  await expect(exports.page.getByRole("heading", { level: 1 })).toHaveText("Download failed");
  await expect(exports.page.getByText("This export was already downloaded. Start a new one")).toBeVisible();
  await exports.page.getByRole("link", { name: "Back to Data export" }).click();
  await expect(exports.page.getByRole("heading", { level: 1 })).toHaveText("Data export");
});

test("an error that prevents a download is shown next to its button", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/, /ERR_INTERNET_DISCONNECTED/);
  const { id, slug } = await makeWorkspace("refused");
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const alert = exports.card.getByRole("alert");

  await exports.page.context().setOffline(true);
  await exports.export("CSV");
  await expect(alert).toHaveText("Can’t reach Hydra. Check your connection and try again.");
  await exports.page.context().setOffline(false);

  await setRole(id, "member");
  await exports.export("CSV");
  await expect(alert).toHaveText("Only owners and admins of a workspace can export its data.");
  await expectNoViolations(exports.page);
  await exports.page.emulateMedia({ forcedColors: "active" });
  const edge = await alert.evaluate((box) => {
    const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(box);
    return { borderTopWidth, isVisible: borderTopColor !== backgroundColor };
  });
  expect(edge).toEqual({ borderTopWidth: "1px", isVisible: true });

  await setRole(id, "admin");
  await exports.download(() => exports.export("CSV"));
  await expect(alert).toHaveCount(0);
});

test("a download that the server refuses leaves the page as it is, and its card offers it once more", async ({
  visit,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const { id, slug } = await makeWorkspace("unavailable");
  await addContacts(id, 3);
  const page = await visit({ as: admin });
  await page.clock.install();
  const exports = await DataExportPage.open(page, slug);
  // The file of an export that does not exist: the server refuses it.
  const file = `/api/exports/${crypto.randomUUID()}/file`;
  await page.route("**/api/exports", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), file } });
  });
  await exports.export("CSV");
  await expect(exports.card).toContainText("Starting the download of contacts as CSV…");
  await page.clock.runFor(10_000);
  await expect(exports.card).toContainText("Your browser hasn’t started the download of contacts as CSV.");
  await expect(exports.card.getByRole("link", { name: "Download it now" })).toHaveAttribute("href", file);
  await expect(page).toHaveURL(exports.path);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Data export");
});

test("an admin whose session has ended is sent to sign-in with a link back", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 401/);
  const { slug } = await makeWorkspace("signed-out");
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  await exports.page.context().clearCookies();
  await exports.export("JSON");
  const alert = exports.card.getByRole("alert");
  await expect(alert).toHaveText("You’re signed out. Sign in");
  await alert.getByRole("link", { name: "Sign in" }).click();
  await expect(exports.page).toHaveURL(`/login?next=${encodeURIComponent(exports.path)}`);
});
