import { z } from "zod";
import { contactExport } from "./contact-file.ts";
import { auditEntry, conversation, customer } from "./records.ts";

/** The zod schema of every JSON export, by the name of its file in public/schemas. */
const files = {
  contacts: z.array(customer).describe("All contacts, leads, former customers and anonymous visitors of a workspace."),
  conversations: z.array(conversation).describe("All conversations of a workspace with their messages and replies."),
  contact: contactExport,
  audit_log: z.array(auditEntry).describe("The audit log of a workspace, in the order of its hash chain."),
};

/**
 * Generates the JSON Schemas (draft 2020-12) of the JSON exports.
 * @returns the text of each file in public/schemas, by file name
 */
export function jsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, schema]) => [
      `${name}.schema.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { target: "draft-2020-12" }), null, 2)}\n`,
    ]),
  );
}
