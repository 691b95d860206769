import { beforeAll, describe, expect, it } from "vitest";
import { ContactWorkspace } from "../support/contact-records";
import { accessTokenOf, dataApi } from "../support/roles";

// What the page that prepares an answer reads of the database.

let client: ReturnType<typeof dataApi>;
let workspace: ContactWorkspace;
let contact: string;
beforeAll(async () => {
  client = dataApi(await accessTokenOf("admin@acme.test"));
  workspace = await ContactWorkspace.make("answer-pages");
  contact = await workspace.customer({ name: "Ana Sousa" });
});

describe("known names", () => {
  it("are those of other contacts of the workspace, by name, email address or telephone number", async () => {
    const elsewhere = await ContactWorkspace.make("answer-names");
    await elsewhere.customer({ name: "Rui Costa" });
    await workspace.customer({ name: "Tomás  Oliveira" });
    await workspace.customer({ name: "Bea", email: "Bea@example.test", phone: "+49 30 1234 5678" });
    await workspace.customer({ name: "Ida", phone: "0049 30 9876 5432" });
    const find = async (...candidates: string[]) => {
      const names = await client.rpc("known_names", { workspace: workspace.id, contacts: [contact], candidates });
      expect(names.error).toBeNull();
      return names.data.toSorted();
    };
    expect(await find("TOMAS OLIVEIRA", "Rui Costa", "Ana Sousa", "", "Oliveira")).toEqual(["Tomás  Oliveira"]);
    expect(await find("bea@EXAMPLE.test", "+49-30-98765432")).toEqual(["Bea", "Ida"]);
    const tooMany = Array.from({ length: 5001 }, (_, n) => `Name ${n}`);
    expect(
      (await client.rpc("known_names", { workspace: workspace.id, contacts: [], candidates: tooMany })).error,
    ).not.toBeNull();
  });
});

describe("the entries of a thread", () => {
  const entries = async (customer: string, parent_type: string, parent: string) => {
    const { data } = await client.rpc("thread_entries", { workspace: workspace.id, customer, parent_type, parent });
    return (data as { text: string }[]).map(({ text }) => text);
  };

  it("are those of a conversation or ticket of the contact, and of no other", async () => {
    const other = await workspace.customer();
    const conversation = await workspace.conversation({ customer_id: contact });
    await workspace.message(conversation, "First");
    await workspace.reply(conversation, "Second", { created_at: "2100-01-01" });
    expect(await entries(contact, "conversation", conversation)).toEqual(["Second", "First"]);
    expect(await entries(other, "conversation", conversation)).toEqual([]);
    expect(await entries(contact, "ticket", conversation)).toEqual([]);
    const source = await workspace.conversation();
    await workspace.message(source, "Before");
    const made = await workspace.customer({ source_conversation_id: source });
    expect(await entries(made, "conversation", source)).toEqual(["Before"]);
    expect(await entries(contact, "conversation", source)).toEqual([]);
  });
});

describe("a workspace's own reasons", () => {
  const add = (reason: string) => client.from("redaction_reasons").insert({ tenant_id: workspace.id, reason });

  it.each(["", "x".repeat(201), "two\nlines", " x"])("%j is none", async (reason) => {
    expect((await add(reason)).error).not.toBeNull();
  });

  it("are 30 at most, each once", async () => {
    const reasons = Array.from({ length: 30 }, (_, n) => ({ tenant_id: workspace.id, reason: `Reason ${n}` }));
    expect((await client.from("redaction_reasons").insert(reasons)).error).toBeNull();
    expect((await add("One more")).error).toMatchObject({
      code: "PT422",
      message: "A workspace has at most 30 reasons of its own.",
    });
    const { data } = await client.from("redaction_reasons").delete().eq("reason", "Reason 0").select();
    expect(data).toHaveLength(1);
    expect((await add("Reason 1")).error).toMatchObject({ code: "23505" });
  });
});
