import { createHash } from "node:crypto";
import { once } from "node:events";
import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../support/app-server";
import { examples, findProgram, startReverseProxy } from "../support/reverse-proxy";
import { sendSignInForm } from "../support/sign-in-form";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { waitUntil } from "../support/wait-until";
import { addManyContacts, endedExport, makeWorkspace, manyContacts } from "../support/workspace";

// The examples in deploy/, each in front of an app server. Programs that are not installed are skipped.

let workspace: { id: string; slug: string };
let admin: TestUser;
beforeAll(async () => {
  workspace = await makeWorkspace("proxied");
  await sql`update tenants set max_running_exports = 100 where id = ${workspace.id}`;
  await addManyContacts(workspace.id);
  admin = await TestUser.signedIn("admin@acme.test");
});
afterAll(() => sql.end());

const fields = () => ({ workspace: workspace.slug, kind: "contacts", format: "csv" });

async function readAll(body: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of body);
}

/** Another address of this machine than the proxy's own, so that the two can be told apart. */
const clientAddress = "127.0.0.2";

describe.each(Object.entries(examples))("behind %s", (_name, example) => {
  const program = findProgram(example.program);
  if (!program) {
    it.skip(`deploy/${example.file} is not tested: ${example.program} is not installed`);
    return;
  }

  const endsCutsNeatly = !(example.passesOnCuts?.(program) ?? true);
  const tooOld = `${program} is too old, it ends a cut download like a whole one`;

  let server: AppServer;
  let proxy: Awaited<ReturnType<typeof startReverseProxy>>;
  const dispatcher = new Agent({ localAddress: clientAddress });
  beforeAll(async () => {
    server = await startAppServer({ TRUSTED_PROXIES: "1" });
    proxy = await startReverseProxy(example, server.url);
  });
  afterAll(async () => {
    await dispatcher.close();
    await proxy.stop();
    server.process.kill("SIGKILL");
  });

  /** Starts a download through the proxy and reads its first bytes. */
  async function startDownload() {
    const { id, file } = await admin.at(proxy.url).createExport(fields());
    const { statusCode, headers, body } = await request(proxy.url + file, {
      headers: { cookie: admin.cookie },
      dispatcher,
    });
    expect(statusCode).toBe(200);
    await once(body, "readable");
    return { id, headers, body };
  }

  it("a user signs in without JavaScript, on a port that is not 80", async () => {
    const { location, error } = await sendSignInForm("owner@globex.test", "hydra-demo", {}, proxy.url);
    expect([location, error]).toEqual(["/", null]);
  });

  it("a browser's form starts an export, and another site's does not", async () => {
    const post = (origin: string) =>
      admin.at(proxy.url).fetch("/api/exports", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin },
        body: new URLSearchParams(fields()).toString(),
      });
    expect((await post(proxy.url)).status).toBe(303);
    expect((await post("https://evil.example")).status).toBe(403);
  });

  it("a download is whole, and its record says so", async () => {
    const { id, body } = await startDownload();
    const hash = createHash("sha256");
    for await (const chunk of body) hash.update(chunk);
    expect(await endedExport(id)).toMatchObject({
      status: "completed",
      rows_written: String(manyContacts),
      sha256: hash.digest("hex"),
    });
  });

  it("the recorded address is the client's, whatever it claims", async () => {
    const response = await request(`${proxy.url}/api/exports`, {
      method: "POST",
      headers: {
        cookie: admin.cookie,
        accept: "application/json",
        "content-type": "application/json",
        "x-forwarded-for": "9.9.9.9",
        "x-real-ip": "9.9.9.9",
        forwarded: "for=9.9.9.9",
      },
      body: JSON.stringify(fields()),
      dispatcher,
    });
    const { id } = (await response.body.json()) as { id: string };
    const [row] = await sql`select ip::text from exports where id = ${id}`;
    expect(row?.ip).toMatch(new RegExp(`^${clientAddress}(/32)?$`));
  });

  it("a client that leaves ends its export", async () => {
    const { id, body } = await startDownload();
    body.on("error", () => {}).destroy();
    await waitUntil("the export is interrupted", async () => (await endedExport(id))?.status === "interrupted");
  });

  it("a cancelled export fails for its client", async ({ skip }) => {
    skip(endsCutsNeatly, tooOld);
    const { id, body } = await startDownload();
    await admin.at(proxy.url).fetch(`/api/exports/${id}/cancel`, { method: "POST" });
    await expect(readAll(body)).rejects.toThrow();
    expect(await endedExport(id)).toMatchObject({ status: "cancelled" });
  });

  it("a bad address gets words, of the app or of the proxy", async () => {
    const response = await fetch(`${proxy.url}/acme/%FF`, { headers: { accept: "text/html" } });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/<h1>This address isn’t valid|Bad Request/);
  });

  it("a download fails visibly when the server is killed", async ({ skip }) => {
    skip(endsCutsNeatly, tooOld);
    const { body } = await startDownload();
    const rest = readAll(body);
    server.process.kill("SIGKILL");
    await expect(rest).rejects.toThrow();
  });
});
