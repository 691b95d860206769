import type { Database } from "@/lib/supabase/database.types";

export type Role = Database["public"]["Enums"]["member_role"];

/** Owners and admins have the same export permissions; members have none. */
export function canExport(role: Role): boolean {
  return role === "owner" || role === "admin";
}
