import { sql } from "../support/stack";
import { addContacts, makeWorkspace } from "../support/workspace";
import { DataExportPage } from "./support/data-export-page";
import { expect, test } from "./support/test";

const admin = "admin@acme.test";

const setRole = (tenantId: string, role: string) =>
  sql`update members set role = ${role}::member_role where tenant_id = ${tenantId} and email = ${admin}`;

test("a download whose admin is demoted fails in the browser, and the page says why", async ({
  visit,
  expectedErrors,
}) => {
  // The page may still ask how far the download is.
  expectedErrors.push(/status of 403/);
  const { id, slug } = await makeWorkspace("demoted");
  // About 60 MB: far more than sockets buffer.
  await addContacts(id, 30_000, 2000);
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const download = await exports.download(() => exports.button("CSV").click());
  await setRole(id, "member");
  expect(await download.failure()).not.toBeNull();

  const owners = await DataExportPage.open(await visit({ as: "owner@acme.test" }), slug);
  await expect(owners.lastExported).toContainText(`by ${admin}`);
  await expect(owners.lastExported).toContainText(
    "It failed. The user who started it is no longer an owner or admin of the workspace. The file is not complete",
  );
});

test("a download that is cancelled in the browser is on record as broken off", async ({ visit }) => {
  const { id, slug } = await makeWorkspace("cancelled");
  await addContacts(id, 30_000, 2000);
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const download = await exports.download(() => exports.button("JSON").click());
  await download.cancel();
  expect(await download.failure()).toBe("canceled");
  await expect(exports.lastExported).toContainText("The download was broken off. The file is not complete");
});

test("the address of a used file explains itself", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 409/);
  const { id, slug } = await makeWorkspace("used");
  await addContacts(id, 3);
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const download = await exports.download(() => exports.button("CSV").click());
  await download.path();
  const answer = await exports.page.goto(download.url());
  expect(answer?.status()).toBe(409);
  await expect(exports.page.getByRole("heading", { level: 1 })).toHaveText("Download failed");
  await expect(exports.page.getByText("This export was already downloaded. Start a new one")).toBeVisible();
  await exports.page.getByRole("link", { name: "Back to Data export" }).click();
  await expect(exports.page.getByRole("heading", { level: 1 })).toHaveText("Data export");
});

test("what stops a download from starting is said next to its button", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 403/, /ERR_INTERNET_DISCONNECTED/);
  const { id, slug } = await makeWorkspace("refused");
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  const problem = exports.card.getByRole("alert");

  await exports.page.context().setOffline(true);
  await exports.button("CSV").click();
  await expect(problem).toHaveText("Hydra cannot be reached. Check your connection and try again.");
  await exports.page.context().setOffline(false);

  await setRole(id, "member");
  await exports.button("CSV").click();
  await expect(problem).toHaveText("Only owners and admins of a workspace can export its data.");

  await setRole(id, "admin");
  await exports.download(() => exports.button("CSV").click());
  await expect(problem).toHaveCount(0);
});

test("somebody whose session ended meanwhile is led to sign-in and back", async ({ visit, expectedErrors }) => {
  expectedErrors.push(/status of 401/);
  const { slug } = await makeWorkspace("signed-out");
  const exports = await DataExportPage.open(await visit({ as: admin }), slug);
  await exports.page.context().clearCookies();
  await exports.button("JSON").click();
  const problem = exports.card.getByRole("alert");
  await expect(problem).toHaveText("Sign in and try again. Sign in");
  await problem.getByRole("link", { name: "Sign in" }).click();
  await expect(exports.page).toHaveURL(`/login?next=${encodeURIComponent(exports.path)}`);
});
