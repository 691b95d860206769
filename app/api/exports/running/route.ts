import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listRunningExports } from "@/lib/exports/queries/list-exports";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** The running exports of a workspace with their progress. */
export const GET = withAdminWorkspace(async ({ workspace }) => {
  const running = await listRunningExports(workspace.id);
  return Response.json({ exports: running.map(exportProgress) });
});
