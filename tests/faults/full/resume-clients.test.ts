// Programs that resume downloads, whose connections are cut 200 times each.
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientProgram, downloadRepeatedly, isInstalled } from "../../support/command-line-client";
import { type CuttingProxy, startCuttingProxy } from "../../support/cutting-proxy";
import { examples, findProgram, startReverseProxy } from "../../support/reverse-proxy";
import { seededRandom } from "../../support/seeded-random";
import { sql, stack } from "../../support/stack";
import { takeBytes } from "../../support/take-bytes";
import { type ExportFields, TestUser } from "../../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../../support/workspace";

const cuts = 200;
const random = seededRandom(19);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

let admin: TestUser;
let large: { id: string; slug: string };
let small: { id: string; slug: string };
let talkative: { id: string; slug: string };
let directory: string;
let proxy: CuttingProxy;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  [large, small, talkative] = await Promise.all([
    makeWorkspace("cut-large"),
    makeWorkspace("cut-small"),
    makeWorkspace("cut-talkative"),
  ]);
  await addContacts(large.id, 10_000, 1_800);
  // Its files are made again from their first byte each time.
  await addContacts(small.id, 2_000, 1_000);
  await addConversations(talkative.id);
  proxy = await startCuttingProxy(stack.appUrl);
  directory = mkdtempSync(join(tmpdir(), "hydra-cut-"));
});
afterAll(async () => {
  await proxy.stop();
  rmSync(directory, { recursive: true });
});

/** Conversations of about 20 MB in all. */
async function addConversations(tenant: string): Promise<void> {
  const [contact] =
    await sql`insert into customers (tenant_id, type, name) values (${tenant}, 'contact', 'Talks') returning id`;
  await sql`
    insert into conversations (tenant_id, customer_id, created_at)
    select ${tenant}, ${contact?.id}, timestamptz '2025-01-01' + n * interval '1 hour' from generate_series(1, 2000) n`;
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${tenant}, c.id, 'user', repeat(md5(c.id::text || n), 30), c.created_at + n * interval '1 minute'
    from conversations c cross join generate_series(1, 10) n where c.tenant_id = ${tenant}`;
}

/** The bytes of the same file without a cut. */
async function undisturbed(fields: ExportFields): Promise<Buffer> {
  const { file } = await admin.createExport(fields);
  return (await takeBytes(admin, file, 0)).body;
}

/** Cuts the next connections of a proxy, after few bytes each, so that the file takes all cuts. @returns how many are left */
function cutAcross(cutting: CuttingProxy, size: number, times: number): () => number {
  let left = times;
  cutting.cutAfter = () => (left-- > 0 ? 1 + Math.floor((random() * 2 * size) / times) : Number.POSITIVE_INFINITY);
  return () => left;
}

type Download = { program: ClientProgram; fields: ExportFields; url: string; cutting: CuttingProxy; times: number };

/** Downloads with cuts. @returns the file's bytes, which are those of the receipt */
async function downloadWithCuts({
  program,
  fields,
  url,
  cutting,
  times,
}: Download): Promise<{ joined: Buffer; whole: Buffer }> {
  const whole = await undisturbed(fields);
  const { id, file } = await admin.createExport(fields);
  const target = join(directory, id);
  const left = cutAcross(cutting, whole.length, times);
  const { cookie } = admin;
  const tries = await downloadRepeatedly({ program, cookie, id, url: url + file, target, maxTries: 3 * times });
  const joined = readFileSync(target);
  const row = await endedExport(id);
  expect(row).toMatchObject({ status: "completed", sha256: sha256(joined), bytes_written: String(joined.length) });
  const receipt = await (await admin.fetch(`/api/exports/${id}/receipt`)).json();
  expect(receipt).toMatchObject({ sha256: sha256(joined), attempt: row.attempt });
  // Not all are needed where they happen to be far apart.
  expect([left() < times / 2, tries > times / 2]).toEqual([true, true]);
  return { joined, whole };
}

describe(`a file whose download is cut off ${cuts} times is joined`, () => {
  it.for([
    { program: "curl", kind: "contacts", format: "csv", from: "large" },
    { program: "wget", kind: "contacts", format: "csv", from: "large" },
    { program: "curl", kind: "contacts", format: "json", from: "large" },
    { program: "curl", kind: "conversations", format: "json", from: "talkative" },
    { program: "curl", kind: "contacts", format: "csv", compress: "gzip", from: "small" },
    { program: "wget", kind: "contacts", format: "xlsx", from: "small" },
  ] as const)(
    "by $program: $kind as $format $compress",
    { timeout: 600_000 },
    async ({ program, from, ...fields }, { skip }) => {
      skip(!isInstalled(program), `${program} is not installed`);
      const { slug } = { large, small, talkative }[from];
      const { joined, whole } = await downloadWithCuts({
        program,
        fields: { ...fields, workspace: slug },
        url: proxy.url,
        cutting: proxy,
        times: cuts,
      });
      // A workbook says when it was made.
      if (fields.format !== "xlsx") expect(joined.equals(whole)).toBe(true);
    },
  );
});

it("aria2c, which does not go on without a size, joins no bytes that do not belong together", async ({ skip }) => {
  skip(!isInstalled("aria2c"), "aria2c is not installed");
  const fields = { workspace: large.slug, kind: "contacts", format: "csv" };
  const { joined, whole } = await downloadWithCuts({
    program: "aria2c",
    fields,
    url: proxy.url,
    cutting: proxy,
    times: 4,
  });
  expect(joined.equals(whole)).toBe(true);
});

describe.each([
  { http: "1.0", buffering: "on" },
  { http: "1.0", buffering: "off" },
  { http: "1.1", buffering: "on" },
  { http: "1.1", buffering: "off" },
])("behind nginx with HTTP/$http to the app and buffering $buffering,", ({ http, buffering }) => {
  it("curl sees each cut and goes on", async ({ skip }) => {
    skip(!findProgram("nginx"), "nginx is not installed");
    const cutting = await startCuttingProxy(stack.appUrl);
    const nginx = await startReverseProxy(examples.nginx as (typeof examples)[string], cutting.url, (example) =>
      example
        .replace("proxy_http_version 1.1", `proxy_http_version ${http}`)
        .replace("proxy_buffering off", `proxy_buffering ${buffering}`),
    );
    try {
      const fields = { workspace: large.slug, kind: "contacts", format: "csv" };
      const { joined, whole } = await downloadWithCuts({ program: "curl", fields, url: nginx.url, cutting, times: 20 });
      expect(joined.equals(whole)).toBe(true);
    } finally {
      await nginx.stop();
      await cutting.stop();
    }
  });
});

it("a file whose rows are edited between the attempts is that of its receipt, or visibly refused", async () => {
  const edited = await makeWorkspace("cut-edited");
  await addContacts(edited.id, 5_000, 1_000);
  const outcomes = { joined: 0, refused: 0 };
  for (let trial = 0; trial < 40; trial++) {
    const { id, file } = await admin.createExport({ workspace: edited.slug, kind: "contacts", format: "csv" });
    const { body: start } = await takeBytes(admin, file, 0, 1 + Math.floor(random() * 5_000_000));
    await endedExport(id);
    const email = `person${1 + Math.floor(random() * 5_000)}@example.test`;
    await sql`update customers set name = ${`Edited ${trial}`} where tenant_id = ${edited.id} and email = ${email}`;
    const rest = await takeBytes(admin, file, start.length);
    const row = await endedExport(id);
    if (rest.response.status === 206) {
      outcomes.joined++;
      expect(row).toMatchObject({ status: "completed", sha256: sha256(Buffer.concat([start, rest.body])) });
    } else {
      outcomes.refused++;
      expect([rest.response.status, row.failure]).toEqual([412, "not_joinable"]);
    }
  }
  expect(Math.min(outcomes.joined, outcomes.refused)).toBeGreaterThan(0);
});
