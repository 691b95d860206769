import "server-only";
import { sessionClient } from "@/lib/supabase/session-client";

/** The name of a workspace's owner; null when it cannot be read, because it only personalizes a message. */
export async function ownerName(workspaceId: string): Promise<string | null> {
  const supabase = await sessionClient();
  const { data } = await supabase
    .from("members")
    .select("display_name")
    .eq("tenant_id", workspaceId)
    .eq("role", "owner")
    .maybeSingle();
  return data?.display_name ?? null;
}
