import "server-only";
import type { CustomerType } from "@/lib/customers/sections";
import { maxOtherRecords } from "@/lib/exports/answer/answer";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** Another record that may be of the same person. Texts are cut to 200 characters. */
export type SamePersonRecord = {
  id: string;
  type: CustomerType;
  name: string | null;
  email: string | null;
  phone: string | null;
  created_at: string;
  same_email: boolean;
  same_phone: boolean;
};

/**
 * The other records with the email address or telephone number of a contact, however it is written, oldest first: up to 50.
 * @throws AppError unavailable
 */
export async function listSamePerson(
  workspaceId: string,
  customer: string,
): Promise<{ records: SamePersonRecord[]; more: boolean }> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.rpc("same_person", { workspace: workspaceId, customer });
  if (error) throw databaseError(error, status);
  // In the generated types, no column of a function's result is nullable.
  const records = data as SamePersonRecord[];
  return { records: records.slice(0, maxOtherRecords), more: records.length > maxOtherRecords };
}
