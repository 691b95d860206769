// An answer about a contact with a million messages in 3,000 conversations: the memory and the time of its page and of its package.
import { createHash } from "node:crypto";
import { afterEach, beforeAll, expect, it } from "vitest";
import { serverMemory } from "../../../bench/server-memory";
import { type AppServer, startAppServer } from "../../support/app-server";
import { ContactWorkspace } from "../../support/contact-records";
import { accessTokenOf, dataApi } from "../../support/roles";
import { sql } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { endedExport } from "../../support/workspace";

/** As `npm start` starts the app (dev/next.ts). */
const heapOptions = "--max-old-space-size=512 --max-semi-space-size=12";
const maxBytesOverIdle = 120_000_000;
const [conversations, messages] = [3_000, 1_000_000];

let admin: TestUser;
let workspace: ContactWorkspace;
let contact: string;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await ContactWorkspace.make("large-answer");
  contact = await workspace.customer({ name: "Ana Sousa", email: "ana@example.test" });
  await sql`
    insert into conversations (tenant_id, customer_id, subject, created_at)
    select ${workspace.id}, ${contact}, 'Conversation ' || n, timestamptz '2025-01-01' + n * interval '1 hour'
    from generate_series(1, ${conversations}) n`;
  // One of them has 100,000.
  await sql`
    insert into messages (tenant_id, conversation_id, role, content, created_at)
    select ${workspace.id}, c.id, 'user', 'Message ' || n || ': call Tomás Lima, +351 912 345 678, about the bill.',
      timestamptz '2025-01-01' + n * interval '1 second'
    from generate_series(1, ${messages}) n
    join (
      select id, row_number() over (order by created_at) as position from conversations where tenant_id = ${workspace.id}
    ) c on c.position = case when n <= 100000 then 1 else 2 + n % ${conversations - 1} end`;
  await sql`analyze messages`;
}, 300_000);

let server: AppServer | undefined;
afterEach(() => void server?.process.kill("SIGKILL"));

it.skipIf(process.platform !== "linux")(
  "an answer about a million messages takes no more memory than a small one, page and package",
  async () => {
    server = await startAppServer({ NODE_OPTIONS: heapOptions });
    const user = admin.at(server.url);
    const client = dataApi(await accessTokenOf("admin@acme.test"));
    const page = async (id: string) => {
      const text = await (await user.fetch(`/${workspace.slug}/contacts/${id}/answer`)).text();
      const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? "";
      expect(value("preview")).toMatch(/^[0-9a-f]{64}$/);
      return {
        bytes: Buffer.byteLength(text),
        looked: Object.fromEntries(
          ["looked_at", "preview", "redactions"].flatMap((name) => (value(name) ? [[name, value(name)]] : [])),
        ),
      };
    };
    const download = async (id: string, looked: Record<string, string>) => {
      const fields = {
        workspace: workspace.slug,
        kind: "contact",
        format: "zip",
        contact: id,
        language: "de",
        ...looked,
      };
      const { id: exportId, response } = await user.download(fields);
      expect(response.status).toBe(200);
      const hash = createHash("sha256");
      let bytes = 0;
      for await (const chunk of response.body ?? []) {
        hash.update(chunk);
        bytes += chunk.length;
      }
      return { exportId, bytes, sha256: hash.digest("hex") };
    };
    const small = await workspace.customer();
    await download(small, (await page(small)).looked);
    for (const rule of [
      { what: "value", value: "+351 912 345 678" },
      { what: "name", value: "Tomás Lima" },
      { what: "teammates" },
    ]) {
      const { error } = await client
        .from("redactions")
        .insert({ tenant_id: workspace.id, customer_id: contact, reason: "Another person", ...rule });
      expect(error).toBeNull();
    }
    const memory = serverMemory(server.process.pid ?? 0);
    const idle = memory.now() ?? 0;
    const pageStarted = performance.now();
    const shown = await page(contact);
    const pageSeconds = (performance.now() - pageStarted) / 1000;
    const started = performance.now();
    const { result, peakRssBytes = 0 } = await memory.peakDuring(() => download(contact, shown.looked));
    const seconds = (performance.now() - started) / 1000;
    console.info(
      `The page: ${pageSeconds.toFixed(1)} s, ${Math.round(shown.bytes / 1000)} kB. The package: ${seconds.toFixed(0)} s, ${Math.round(result.bytes / 1e6)} MB, ${Math.round((peakRssBytes - idle) / 1e6)} MB more than idle.`,
    );
    expect(await endedExport(result.exportId)).toMatchObject({
      status: "completed",
      sha256: result.sha256,
      counts: { conversations, messages },
    });
    expect(shown.bytes).toBeLessThan(2_000_000);
    expect(peakRssBytes - idle).toBeLessThan(maxBytesOverIdle);
  },
  600_000,
);
