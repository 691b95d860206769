// How much memory the server takes while it writes the file of a contact with a value of 30 MB, or with many messages.
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { serverMemory } from "../../../bench/server-memory";
import { type AppServer, startAppServer } from "../../support/app-server";
import { ContactWorkspace } from "../../support/contact-records";
import { sql } from "../../support/stack";
import { TestUser } from "../../support/test-user";

const maxBytesOverIdle = 120_000_000;
/** As `npm start` starts the app (dev/next.ts). */
const heapOptions = "--max-old-space-size=512 --max-semi-space-size=12";
/** 30 MB whose quotes and ampersands become longer in JSON and in HTML. */
const longText = sql`repeat(E'It is "so" long & wide.\n', 1250000)`;

let admin: TestUser;
let workspace: ContactWorkspace;
beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await ContactWorkspace.make("memory");
});

let server: AppServer | undefined;
afterEach(() => void server?.process.kill("SIGKILL"));

const contacts: Record<string, (contact: string) => Promise<unknown>> = {
  "a message of 30 MB": async (contact) => {
    const conversation = await workspace.conversation({ customer_id: contact });
    await sql`
      insert into messages (tenant_id, conversation_id, role, content)
      values (${workspace.id}, ${conversation}, 'user', ${longText})`;
  },
  "internal notes of 30 MB": (contact) => sql`update customers set notes = ${longText} where id = ${contact}`,
  "metadata of 30 MB": (contact) =>
    sql`update customers set metadata = jsonb_build_object('text', ${longText}) where id = ${contact}`,
  "100,000 messages": async (contact) => {
    const conversation = await workspace.conversation({ customer_id: contact });
    await sql`
      insert into messages (tenant_id, conversation_id, role, content, created_at)
      select ${workspace.id}, ${conversation}, 'user', 'Message ' || n, timestamptz '2026-01-01' + n * interval '1 second'
      from generate_series(1, 100000) n`;
  },
};

describe.skipIf(process.platform !== "linux")("120 MB more than idle are enough for the server to write", () => {
  describe.each(Object.keys(contacts))("the file of a contact with %s", (name) => {
    let contact: string;
    beforeAll(async () => {
      contact = await workspace.customer();
      await contacts[name]?.(contact);
    });

    it.each(["json", "html"])("as %s", async (format) => {
      server = await startAppServer({ NODE_OPTIONS: heapOptions });
      const user = admin.at(server.url);
      const download = async (id: string) => {
        const fields = { workspace: workspace.slug, kind: "contact", format, contact: id };
        const { response } = await user.download(fields);
        let bytes = 0;
        for await (const chunk of response.body ?? []) bytes += chunk.length;
        return bytes;
      };
      await download(await workspace.customer());
      const memory = serverMemory(server.process.pid ?? 0);
      const idle = memory.now() ?? 0;
      const { result, peakRssBytes = 0 } = await memory.peakDuring(() => download(contact));
      expect(result).toBeGreaterThan(10_000_000);
      expect(peakRssBytes - idle).toBeLessThan(maxBytesOverIdle);
    });
  });
});
