import "server-only";
import { Redactor } from "@/lib/exports/redaction/redactor";
import { TeammateNames } from "@/lib/exports/redaction/teammate-names";
import { listTeammates } from "./list-teammates";
import type { StoredRedaction } from "./redactions";

/**
 * What a preview leaves texts out with. Teammates have no numbers: the file counts all who wrote, also on other pages.
 * @throws AppError unavailable
 */
export async function previewRedactor(
  workspaceId: string,
  /** Of the contact and of the other records. */
  names: readonly string[],
  redactions: readonly StoredRedaction[],
): Promise<Redactor> {
  const rules = redactions.map((redaction) => ({ ...redaction, state: "same" as const }));
  const leavesOutTeammates = rules.some(({ what }) => what === "teammates");
  const teammates = leavesOutTeammates ? new TeammateNames(await listTeammates(workspaceId), names.join(" ")) : null;
  return new Redactor(rules, teammates, { leftOut: "[left out]", agent: "Agent" });
}
