import { z } from "zod";
import { auditActions } from "../../audit/actions.ts";
import { type ContactColumn, contactColumnNames } from "../contacts-columns.ts";
import type { ExportKind } from "../kinds.ts";

/** The types of customers and the statuses of conversations, in the order of the database's enums. */
export const customerTypes = ["lead", "contact", "former_customer", "visitor"] as const;
export const conversationStatuses = ["open", "assigned", "waiting", "resolved"] as const;

/** A calendar day from 0001-01-02 to 9999-12-31. */
const day = z.iso.date().refine((text) => text > "0001-01-01");

/** As in the database, which also checks that the zone exists there. */
export const zonePattern =
  /^([A-Z][A-Za-z]+([_-][A-Za-z]+)*(\/[A-Z][A-Za-z]+([_-][A-Za-z]+)*){1,2}|Etc\/GMT([+]([1-9]|1[0-2])|-([1-9]|1[0-4])))$/;

/**
 * Which part of a workspace's records an export holds, as it is stored, signed and audited; the database checks the same rules
 * (private.is_export_scope). What is absent does not filter. created_to and updated_to are the first days left out; from and to of the
 * audit log are both included. Days begin at midnight in time_zone, UTC by default, in which CSV and XLSX print times as well.
 */
export const exportScope = z.strictObject({
  types: z.array(z.enum(customerTypes)).min(1).optional(),
  status: z.array(z.enum(conversationStatuses)).min(1).optional(),
  created_from: day.optional(),
  created_to: day.optional(),
  updated_from: day.optional(),
  updated_to: day.optional(),
  /** The columns of a contacts file, in an order of one's own. */
  columns: z
    .array(z.enum<ContactColumn[]>([...contactColumnNames]))
    .min(1)
    .optional(),
  /** The filters of the audit log's page: the id of a user or "system", and an action. */
  actor: z.union([z.literal("system"), z.guid().toLowerCase()]).optional(),
  action: z.enum(auditActions).optional(),
  from: day.optional(),
  to: day.optional(),
  time_zone: z.string().max(50).regex(zonePattern).optional(),
});

export type ExportScope = z.infer<typeof exportScope>;
export type ScopeField = keyof ExportScope;

/** The fields of each kind's scope. */
export const scopeFields: Record<ExportKind, readonly ScopeField[]> = {
  contacts: ["types", "created_from", "created_to", "columns", "time_zone"],
  conversations: ["status", "created_from", "created_to", "updated_from", "updated_to", "time_zone"],
  contact: [],
  audit_log: ["actor", "action", "from", "to", "time_zone"],
};

/**
 * Whether an export leaves something out, as in the database (private.is_part). Another order of all columns and another time zone leave
 * nothing out.
 */
export function isPart(kind: string, scope: ExportScope, includeNotes: boolean): boolean {
  const { time_zone: _, columns, ...filters } = scope;
  return (
    Object.keys(filters).length > 0 ||
    (columns !== undefined && columns.length < contactColumnNames.length) ||
    (kind === "conversations" && !includeNotes)
  );
}

/** A scope as the database returns it. Supabase Lite may return JSON as text. */
export function toScope(stored: unknown): ExportScope {
  return exportScope.parse(typeof stored === "string" ? JSON.parse(stored) : stored);
}

/** A scope as the database returns it, for pages: null if it is none that the app knows. */
export function readScope(stored: unknown): ExportScope | null {
  try {
    return toScope(stored);
  } catch {
    return null;
  }
}
