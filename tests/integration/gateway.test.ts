import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../support/app-server";
import { type Exchange, Gateway, onPath, passOn } from "../support/gateway";
import { answerAsPostgrest, closeAfterResponse, compress, errorPage } from "../support/gateway-rules";
import { sql, stack } from "../support/stack";
import { TestUser } from "../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../support/workspace";

// What stands between the app and the API of a hosted project does to requests and responses.

const gateway = new Gateway(stack.supabaseUrl);
let server: AppServer;
let admin: TestUser;
let workspace: { id: string; slug: string };
let contact: string;
/** Each kind of file, downloaded without the gateway. */
let expected: Record<string, string>;

const kinds = { contacts: ["csv", "json"], conversations: ["json"], contact: ["json", "html"] } as const;

beforeAll(async () => {
  server = await startAppServer({ SUPABASE_URL: await gateway.start() });
  admin = await TestUser.signedIn("admin@acme.test");
  workspace = await makeWorkspace("gateway");
  await addContacts(workspace.id, 2500, 100);
  [{ contact } = { contact: "" }] = await sql<{ contact: string }[]>`
    select id as contact from customers where tenant_id = ${workspace.id} limit 1`;
  await sql`
    insert into conversations (tenant_id, subject, customer_id, created_at)
    select ${workspace.id}, 'Subject ' || n, ${contact}, timestamptz '2026-01-01' + n * interval '1 minute'
    from generate_series(1, 250) n`;
  expected = await downloadAll(admin);
});
afterEach(() => {
  gateway.rule = passOn;
});
afterAll(async () => {
  server.process.kill("SIGKILL");
  gateway.stop();
  await sql.end();
});

/** Downloads each kind in each format. @returns the files; the time of the export, which differs, is taken out */
async function downloadAll(user: TestUser): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [kind, formats] of Object.entries(kinds))
    for (const format of formats) {
      const fields = { workspace: workspace.slug, kind, format, ...(kind === "contact" ? { contact } : {}) };
      const { id, response } = await user.download(fields);
      const text = await response.text();
      expect({ kind, format, status: response.status }).toEqual({ kind, format, status: 200 });
      expect(await endedExport(id)).toMatchObject({ status: "completed" });
      files[`${kind} as ${format}`] = text.replaceAll(/"exported_at": "[^"]+"|<time[^>]*>[^<]*<\/time>/g, "");
    }
  return files;
}

/** Pages that an admin sees, each with a name that its text must contain. */
const pages = () => ({
  [`/${workspace.slug}/contacts`]: "Person 2500",
  [`/${workspace.slug}/contacts/${contact}`]: "Subject 250",
  [`/${workspace.slug}/settings/data-export`]: "2,500",
  [`/${workspace.slug}/team/audit-log`]: "admin@acme.test",
});

async function expectPages(user: TestUser): Promise<void> {
  for (const [path, text] of Object.entries(pages())) {
    const response = await user.fetch(path);
    expect({ path, status: response.status }).toEqual({ path, status: 200 });
    const html = await response.text();
    expect(html, path).toContain(text);
    expect(html, path).not.toMatch(/Invalid Date|NaN/);
  }
}

describe.each([
  ["compresses what the client accepts compressed", compress("who accepts it")],
  ["compresses everything that the client does not ask to have plain", compress("who does not refuse it")],
  ["closes each connection after a response, without a word", closeAfterResponse],
  ["answers as PostgREST does where Supabase Lite differs", answerAsPostgrest],
])("through a gateway that %s", (_title, rule) => {
  it("all files are the same, to the byte", async () => {
    gateway.rule = rule;
    expect(await downloadAll(admin.at(server.url))).toEqual(expected);
  });

  it("pages show what they show without it", async () => {
    gateway.rule = rule;
    // Several times: a closed connection is noticed by the next request.
    for (let round = 0; round < 3; round++) await expectPages(admin.at(server.url));
  });
});

describe("behind PostgREST", () => {
  it.each([
    ["a NUL", "%00"],
    ["a lone surrogate", "%ED%A0%80"],
    ["an escaped lone surrogate", "\\ud800"],
    ["a half of a pair, as sent by a form", "%EF%BF%BD%00"],
  ])("a search for %s finds nothing and is no error", async (_title, search) => {
    gateway.rule = answerAsPostgrest;
    const user = admin.at(server.url);
    const response = await user.fetch(`/${workspace.slug}/contacts?search=x${search}`);
    expect(response.status).toBeLessThan(500);
  });

  it("a session whose token is none is sent to sign-in", async () => {
    gateway.rule = answerAsPostgrest;
    const response = await fetch(`${server.url}/${workspace.slug}/contacts`, {
      redirect: "manual",
      headers: { cookie: `sb-127-auth-token=base64-${Buffer.from('{"access_token":"x"}').toString("base64url")}` },
    });
    expect(response.status).toBe(307);
    expect(response.headers.get("location")).toContain("/login");
  });

  it.each([
    ["an object, as PostgREST passes it", (counts: object) => sql.json(counts as never)],
    ["a JSON string, as Supabase Lite passes it", (counts: object) => sql.json(JSON.stringify(counts))],
  ])("finish_export records the counts from %s", async (_title, argument) => {
    const { id } = await admin.createExport({ workspace: workspace.slug, kind: "contacts", format: "csv" });
    const token = crypto.randomUUID();
    const counts = await sql.begin(async (tx) => {
      const [actor] = await tx`select actor_id from exports where id = ${id}`;
      await tx`select set_config('request.jwt.claims', ${JSON.stringify({ sub: actor?.actor_id, role: "authenticated" })}, true),
        set_config('request.jwt.claim.sub', ${actor?.actor_id}, true),
        set_config('request.headers', ${JSON.stringify({ "x-export-token": token })}, true)`;
      await tx`set local role authenticated`;
      await tx`select public.open_export(${id}, encode(sha256(convert_to(${token}, 'UTF8')), 'hex'))`;
      await tx`set local role anon`;
      await tx`select public.finish_export('interrupted', 3, 10, 0, ${argument({ contacts: 3 })}, failure => 'client_idle')`;
      await tx`reset role`;
      const [row] = await tx`select counts, jsonb_typeof(counts) as type from exports where id = ${id}`;
      return row;
    });
    expect(counts).toEqual({ counts: { contacts: 3 }, type: "object" });
  });
});

describe("while the gateway answers", () => {
  it.each([502, 503, 504])("%i with a page of its own, pages are a 503 with words", async (status) => {
    gateway.rule = errorPage(status);
    const response = await admin.at(server.url).fetch(`/${workspace.slug}/contacts`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain("<h1>Hydra is temporarily unavailable</h1>");
  });

  it.each([200, 404, 429, 500, 503])(
    "%i with a page of its own for Auth, pages are a 503 with words, and nobody is signed out",
    async (status) => {
      gateway.rule = onPath(/\/auth\//, errorPage(status));
      const response = await admin.at(server.url).fetch(`/${workspace.slug}/contacts`);
      expect(response.status).toBe(503);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await response.text()).toContain("<h1>Hydra is temporarily unavailable</h1>");
    },
  );

  it.each([502, 503, 504])("%i now and then, a file is whole", async (status) => {
    let reads = 0;
    gateway.rule = onPath(/rpc\/export_/, (exchange) =>
      ++reads % 3 === 1 ? errorPage(status)(exchange) : passOn(exchange),
    );
    const fields = { workspace: workspace.slug, kind: "contacts", format: "csv" };
    const { response } = await admin.at(server.url).download(fields);
    expect(await response.text()).toBe(expected["contacts as csv"]);
    expect(reads).toBeGreaterThan(4);
  });

  it.each([400, 414, 431])(
    "%i because a request is too large for it, the page says that something is wrong, and the log says what",
    async (status) => {
      gateway.rule = onPath(/\/rest\//, errorPage(status));
      const response = await admin.at(server.url).fetch(`/${workspace.slug}/contacts`);
      expect(response.status).toBe(500);
      const page = await response.text();
      expect(page).toContain("Something went wrong");
      expect(page).not.toContain(`<h1>${status}</h1>`);
      const logged = server.logged().map((line) => JSON.stringify(line));
      expect(logged.filter((line) => line.includes(`HTTP ${status}`))).not.toEqual([]);
    },
  );

  it.each([400, 414, 431])(
    "%i to a batch, the download fails at once instead of after half a minute",
    async (status) => {
      let reads = 0;
      const refuse = ({ reply, ...rest }: Exchange) => {
        reads++;
        return errorPage(status)({ reply, ...rest });
      };
      gateway.rule = onPath(/rpc\/export_/, refuse);
      const fields = { workspace: workspace.slug, kind: "contacts", format: "csv" };
      const { id, response } = await admin.at(server.url).download(fields);
      expect(response.status).toBe(500);
      expect(await endedExport(id)).toMatchObject({ status: "failed", failure: "internal" });
      expect(reads).toBeLessThan(4);
    },
  );
});
