import { verifyExports } from "@/lib/audit/verify";
import { AppError } from "@/lib/errors";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";
import { parseCursor } from "@/lib/paging/cursor";

/** Verifies that the audit log has the entries of a workspace's exports: the next range after the export `&after=`. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) => {
  const after = searchParams.get("after");
  const cursor = parseCursor(after ?? undefined);
  if (after !== null && cursor === null)
    throw new AppError("invalid_request", "after must be the last export of a range.");
  return Response.json(await verifyExports(workspace.id, cursor));
});
