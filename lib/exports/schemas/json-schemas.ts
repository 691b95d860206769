import { z } from "zod";
import { formatVersions } from "../format-versions.ts";
import type { ExportKind } from "../kinds.ts";
import { contactExport } from "./contact-file.ts";
import { auditEntry, conversation, customer } from "./records.ts";

/** The zod schema of every JSON export, by its kind, which names its file in public/schemas. */
const files: Record<ExportKind, z.ZodType> = {
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
      `${JSON.stringify(jsonSchema(name as ExportKind, schema), null, 2)}\n`,
    ]),
  );
}

/** The version is part of $id and title: a keyword of its own is none that JSON Schema knows, and strict validators refuse it. */
function jsonSchema(kind: ExportKind, schema: z.ZodType): object {
  const { $schema, ...generated } = z.toJSONSchema(schema, { target: "draft-2020-12" });
  const version = formatVersions[kind];
  return {
    $schema,
    $id: schemaId(kind),
    title: `Hydra ${titles[kind]} export, version ${version}`,
    $comment: `Version ${version}. It grows by the rules in docs/formats.md.`,
    ...generated,
  };
}

/** The name of a kind's JSON Schema, a URN: where Hydra runs is not known. */
export function schemaId(kind: ExportKind): string {
  return `urn:hydra:export:${kind.replace("_", "-")}:${formatVersions[kind]}`;
}

const titles: Record<ExportKind, string> = {
  contacts: "contacts",
  conversations: "conversations",
  contact: "single contact",
  audit_log: "audit log",
};
