import { z } from "zod";
import type { Session } from "./check-sign-in.ts";
import { type FindingWith, failed, ok } from "./finding.ts";
import { describeAnswer, type Project } from "./project.ts";

export type Workspace = { id: string; slug: string };

const rows = z.array(z.object({ id: z.guid(), slug: z.string(), role: z.string() }));

/** The first workspace in which the user may export. */
export async function checkWorkspace(project: Project, { accessToken }: Session): Promise<FindingWith<Workspace>> {
  const answer = await project.rpc("my_workspaces", {}, { accessToken });
  const { data } = rows.safeParse(answer.json);
  if (!data) return failed(`the database answers ${describeAnswer(answer)}`, "Look at the project's logs.");
  const own = data.find(({ role }) => role === "owner" || role === "admin");
  if (own) return { ...ok(`${own.role} of ${own.slug}`), value: own };
  const [first] = data;
  if (!first)
    return failed("a member of no workspace", "Add one for this account (docs/operations.md), or use another account.");
  return failed(
    `${first.role} of ${first.slug}, not owner or admin`,
    "Only owners and admins export: use the account of one.",
  );
}
