import "server-only";
import { cache } from "react";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/** As many as an export knows (private.teammates). */
const maxTeammates = 5000;

/** The members of a workspace; cached per request. @throws AppError unavailable */
export const listTeammates = cache(async (workspaceId: string): Promise<{ name: string; email: string }[]> => {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("members")
    .select("display_name, email")
    .eq("tenant_id", workspaceId)
    .limit(maxTeammates);
  if (error) throw databaseError(error, status);
  return data.map(({ display_name, email }) => ({ name: display_name, email }));
});
