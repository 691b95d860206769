import { beforeAll, describe, expect, it } from "vitest";
import { rulesFingerprint } from "@/lib/exports/redaction/rules";
import { ContactWorkspace } from "../support/contact-records";
import { schemaErrors } from "../support/json-schema";
import { accessTokenOf, dataApi } from "../support/roles";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { unpack } from "../support/unpack";
import { endedExport, entriesOfExport } from "../support/workspace";
import { writtenForms } from "../support/written-forms";

type Client = ReturnType<typeof dataApi>;

let admin: TestUser;
let client: Client;
let workspace: ContactWorkspace;
let contact: string;
let gossip: string;
let note: string;

const reason = "Data of another person";
const leaveOut = (rule: object) =>
  client
    .from("redactions")
    .insert({ tenant_id: workspace.id, customer_id: contact, reason, ...rule })
    .select("id")
    .single();

async function fingerprint(): Promise<string> {
  const { data } = await client.from("redactions").select("id").eq("customer_id", contact);
  return rulesFingerprint((data ?? []).map(({ id }) => id));
}

beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
  client = dataApi(await accessTokenOf("admin@acme.test"));
  workspace = await ContactWorkspace.make("redactions");
  await sql`update members set display_name = 'Priya Nair' where tenant_id = ${workspace.id} and role = 'owner'`;
  await sql`update members set display_name = 'Adam Reyes' where tenant_id = ${workspace.id} and role = 'admin'`;
  contact = await workspace.customer({
    name: "Ana Sousa",
    email: "ana@example.test",
    notes: "Sister of Jos\u00e9 Lima, see +351 912 345 678. Priya",
    metadata: { partner: "Jose\u0301 Lima", "José Lima": 351912345678, deep: [[["(351) 912-345-678"]]] },
  });
  const conversation = await workspace.conversation({
    customer_id: contact,
    subject: `${"x".repeat(190)} +351 912 345 678`,
    summary: "JOSÉ  LIMA called Priya Nair.",
  });
  await workspace.message(conversation, "Call Jos&eacute; Lima or Jos&#233; Lima: 00351 912345678 <b>&amp;</b>");
  await workspace.message(conversation, [...writtenForms("José Lima").values()].filter(isReadable).join(" | "));
  gossip = await workspace.message(conversation, "The neighbour at no. 7 is ill.");
  await workspace.reply(conversation, "Will do.\nRegards,\nPriya Nair", { author: "Priya Nair" });
  note = await workspace.reply(conversation, "Adam knows José Lima", { author: "Adam Reyes", is_internal: true });
  const ticket = await workspace.ticket("Call José Lima", { customer_id: contact, description: "351.912.345.678" });
  await sql`insert into ticket_replies ${sql({ tenant_id: workspace.id, ticket_id: ticket, author: "Priya Nair", body: "Done, Adam" })}`;
  await leaveOut({ what: "value", value: "José Lima" });
  await leaveOut({ what: "value", value: "+351 912 345 678" });
  await leaveOut({ what: "message", record_id: gossip });
  await leaveOut({ what: "teammates", reason: "Teammate" });
});

const fields = () => ({ workspace: workspace.slug, kind: "contact", contact, notes: "include", language: "de" });

/** Base64 and UTF-16 are not read as text: what they hold stays. No zero bytes: Postgres has none. */
function isReadable(bytes: Buffer): boolean {
  return !bytes.includes(0) && /[^A-Za-z0-9]/.test(bytes.toString()) && bytes.toString() !== "\ufffd";
}

/** What must be nowhere: letters and digits in one form, without what separates them. */
const leftOut = ["joselima", "351912345678", "neighbour", "priya", "nair", "adamreyes"];

function plain(text: string): string {
  const decoded = text.replace(/&#x?(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
  return decoded
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\\u00e9/g, "e")
    .replace(/[^a-z0-9]/g, "");
}

describe("what an answer leaves out", () => {
  let texts: Record<string, string>;
  let id: string;
  beforeAll(async () => {
    const answer = await admin.download({ ...fields(), format: "zip", redactions: await fingerprint() });
    expect(answer.response.status).toBe(200);
    id = answer.id;
    texts = await unpack(Buffer.from(await answer.response.arrayBuffer()));
  });

  it("is in no file of the package as bytes, in no form that a text can have", () => {
    for (const value of ["José Lima", "+351 912 345 678", "The neighbour at no. 7 is ill.", "Priya Nair"]) {
      for (const [form, bytes] of writtenForms(value)) {
        for (const [name, text] of Object.entries(texts)) {
          expect(Buffer.from(text).includes(bytes), `${value}, ${form}, in ${name}`).toBe(false);
        }
      }
    }
  });

  it.each(leftOut)("is in no file of the package: %s", (value) => {
    for (const [name, text] of Object.entries(texts)) expect(plain(text), name).not.toContain(value);
    expect(texts["report.html"]).toContain("Ana Sousa");
  });

  it("is listed with where, why and how often, alike in the data and in the report", () => {
    const data = JSON.parse(texts["data.json"] ?? "");
    expect(schemaErrors("contact", data)).toEqual([]);
    const counts: { path: string; count: number }[] = data.redactions;
    const count = (path: string) =>
      counts.filter((item) => item.path === path).reduce((sum, item) => sum + item.count, 0);
    const written = [...writtenForms("José Lima").values()].filter(isReadable).length;
    expect(count("/conversations/*/messages/*/content")).toBe(4 + written);
    expect(count("/customer/metadata")).toBe(4);
    expect(count("/conversations/*/summary")).toBe(2);
    for (const { path, reason: why, count: times } of data.redactions) {
      expect(texts["report.html"]).toContain(`<td>${path}</td><td dir="auto">${why}</td><td>${times}</td>`);
    }
    expect(data.conversations[0].messages.find((message: { id: string }) => message.id === gossip).content).toBe(
      "[weggelassen]",
    );
    expect(texts["report.html"]).toContain("Teile der Daten wurden weggelassen");
  });

  it("names a teammate by the same number throughout", () => {
    const { conversations, tickets } = JSON.parse(texts["data.json"] ?? "");
    const [reply, internal] = conversations[0].replies;
    expect(reply).toMatchObject({ author: "Mitarbeiter 2", body: "Will do.\nRegards,\nMitarbeiter 2" });
    expect(internal).toMatchObject({ id: note, author: "Mitarbeiter 1", body: "Mitarbeiter 1 knows [weggelassen]" });
    expect(tickets[0].replies[0]).toMatchObject({ author: "Mitarbeiter 2", body: "Done, Mitarbeiter 1" });
  });

  it("is not on record, but that something was left out is", async () => {
    const recorded = JSON.stringify([await endedExport(id), (await entriesOfExport(id)).map(({ details }) => details)]);
    for (const value of leftOut.slice(0, 3)) expect(plain(recorded)).not.toContain(value);
    expect(recorded).toContain(await fingerprint());
  });

  it("is left out of the JSON file and of the report alone as well, and not of an export that is no answer", async () => {
    for (const format of ["json", "html"]) {
      const { language, ...rest } = fields();
      const answer = { ...rest, format, redactions: await fingerprint(), ...(format === "html" ? { language } : {}) };
      const text = await (await admin.download(answer)).response.text();
      for (const value of leftOut) expect(plain(text), format).not.toContain(value);
      const whole = await (await admin.download({ ...rest, format })).response.text();
      expect(plain(whole)).toContain("351912345678");
    }
  });

  it("is shown to every admin before the export, with what else may need a look", async () => {
    const owner = await TestUser.signedIn("owner@acme.test");
    const page = await (await owner.fetch(`/${workspace.slug}/contacts/${contact}/answer`)).text();
    expect(page).toContain("Adam Reyes");
    expect(page).toContain("[left out]");
    expect(page).not.toContain("neighbour at no. 7");
  });
});

describe("an answer stops", () => {
  const answer = (redactions: string) => ({ ...fields(), format: "zip", redactions });
  const refusal = async (redactions: string) => {
    const response = await admin.postExport(answer(redactions));
    return { status: response.status, text: await response.text() };
  };

  it("when something else is left out than what was looked at", async () => {
    const { status, text } = await refusal("0".repeat(64));
    expect(status).toBe(409);
    expect(text).toContain("Something else is left out now");
  });

  it("when something else is left out between the request and the download", async () => {
    const { id, file } = await admin.createExport(answer(await fingerprint()));
    const { data } = await leaveOut({ what: "value", value: "late" });
    const response = await admin.fetch(file);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain("has changed");
    expect(await endedExport(id)).toMatchObject({ status: "failed", failure: "answer_changed" });
    await client.from("redactions").delete().eq("id", data?.id);
  });

  it("when a message that it leaves out has another text now, or is gone, and repeats none of it", async () => {
    const looked = await fingerprint();
    const { file } = await admin.createExport(answer(looked));
    await sql`update messages set content = 'A secret' where id = ${gossip}`;
    for (const { status, text } of [
      await refusal(looked),
      await admin.fetch(file).then(async (response) => ({ status: response.status, text: await response.text() })),
    ]) {
      expect(status).toBe(409);
      expect(text).toContain("1 have another text now and 0 are gone");
      expect(text).not.toContain("secret");
    }
    await sql`delete from messages where id = ${gossip}`;
    expect((await refusal(looked)).text).toContain("0 have another text now and 1 are gone");
  });
});

it("only what can be left out is stored", async () => {
  for (const rule of [
    { what: "value", value: "x" },
    { what: "value", value: "x".repeat(501) },
    { what: "value", value: " José" },
    { what: "message", record_id: crypto.randomUUID() },
    { what: "teammates", value: "x" },
    { what: "value", value: "again", reason: "" },
    { what: "value", value: "José Lima" },
    { what: "value", value: "elsewhere", customer_id: crypto.randomUUID() },
  ]) {
    expect((await leaveOut(rule)).error, JSON.stringify(rule)).not.toBeNull();
  }
});

it("an answer leaves out at most 1,000 things, and says so", async () => {
  const other = await workspace.customer({ name: "Much To Hide" });
  await sql.begin(async (tx) => {
    const [owner] = await tx`select user_id from members where tenant_id = ${workspace.id} and role = 'owner'`;
    await tx`select set_config('request.jwt.claim.sub', ${owner?.user_id}, true)`;
    await tx`
      insert into redactions (tenant_id, customer_id, what, value, reason)
      select ${workspace.id}, ${other}, 'value', 'value ' || n, 'Reason' from generate_series(1, 1000) n`;
  });
  const { error } = await leaveOut({ customer_id: other, what: "value", value: "one more" });
  expect(error).toMatchObject({ code: "PT422", message: "An answer leaves out at most 1000 things." });
});
