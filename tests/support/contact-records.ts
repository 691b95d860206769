import type { Row } from "./expected-records";
import { sql } from "./stack";
import type { TestUser } from "./test-user";
import { makeWorkspace } from "./workspace";

export type ContactFile = { export: Row; customer: Row; conversations: Row[]; tickets: Row[] };

/** A workspace of its own, to add contacts and their records to. */
export class ContactWorkspace {
  readonly id: string;
  readonly slug: string;

  private constructor({ id, slug }: { id: string; slug: string }) {
    this.id = id;
    this.slug = slug;
  }

  static async make(name: string): Promise<ContactWorkspace> {
    return new ContactWorkspace(await makeWorkspace(name));
  }

  customer(values: object = {}): Promise<string> {
    return this.#insert("customers", { type: "contact", name: "A contact", ...values });
  }

  conversation(values: object = {}): Promise<string> {
    return this.#insert("conversations", values);
  }

  message(conversation_id: string, content: string, values: object = {}): Promise<string> {
    return this.#insert("messages", { conversation_id, role: "user", content, ...values });
  }

  reply(conversation_id: string, body: string, values: object = {}): Promise<string> {
    return this.#insert("replies", { conversation_id, author: "A teammate", body, ...values });
  }

  ticket(title: string, values: object): Promise<string> {
    return this.#insert("tickets", { title, ...values });
  }

  /** The JSON file of a contact. */
  async json(
    admin: TestUser,
    contact: string,
    notes = "include",
  ): Promise<{ id: string; text: string; file: ContactFile }> {
    const { id, text } = await this.#download(admin, { format: "json", contact, notes });
    return { id, text, file: JSON.parse(text) };
  }

  /** The readable report of a contact. */
  async report(admin: TestUser, contact: string, notes = "include"): Promise<{ id: string; html: string }> {
    const { id, text } = await this.#download(admin, { format: "html", contact, notes });
    return { id, html: text };
  }

  async #download(admin: TestUser, fields: { format: string; contact: string; notes: string }) {
    const { id, response } = await admin.download({ workspace: this.slug, kind: "contact", ...fields });
    const text = await response.text();
    if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
    return { id, text };
  }

  async #insert(table: string, values: object): Promise<string> {
    const row = { tenant_id: this.id, ...values };
    const columns = sql(Object.keys(row));
    // As JSON: the driver would make a Date of a time, which has neither infinity nor microseconds.
    const [inserted] = await sql`
      insert into ${sql(table)} (${columns})
      select ${columns} from jsonb_populate_record(null::${sql(table)}, ${sql.json(row)}) returning id`;
    return inserted?.id;
  }
}
