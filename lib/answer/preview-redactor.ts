import "server-only";
import { Redactor } from "@/lib/exports/redaction/redactor";
import { TeammateNames } from "@/lib/exports/redaction/teammate-names";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import type { StoredRedaction } from "./redactions";

/** As many as an export knows (private.teammates). */
const maxTeammates = 5000;

/**
 * What a preview leaves texts out with. Teammates have no numbers: the file counts all who wrote, also on other pages.
 * @throws AppError unavailable
 */
export async function previewRedactor(
  workspaceId: string,
  contactName: string,
  redactions: readonly StoredRedaction[],
): Promise<Redactor> {
  const rules = redactions.map((redaction) => ({ ...redaction, state: "same" as const }));
  const leavesOutTeammates = rules.some(({ what }) => what === "teammates");
  const names = leavesOutTeammates ? new TeammateNames(await listTeammates(workspaceId), contactName) : null;
  return new Redactor(rules, names, { leftOut: "[left out]", agent: "Agent" });
}

async function listTeammates(workspaceId: string): Promise<{ name: string; email: string }[]> {
  const supabase = await sessionClient();
  const { data, error, status } = await supabase
    .from("members")
    .select("display_name, email")
    .eq("tenant_id", workspaceId)
    .limit(maxTeammates);
  if (error) throw databaseError(error, status);
  return data.map(({ display_name, email }) => ({ name: display_name, email }));
}
