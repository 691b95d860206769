import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listExportsById, listRunningExports } from "@/lib/exports/queries/list-exports";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** The running exports of a workspace with their progress, and those named by `&export=` (repeatable) whatever their status. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) => {
  const running = await listRunningExports(workspace.id);
  const isRunning = new Set(running.map(({ id }) => id));
  const named = await listExportsById(
    workspace.id,
    searchParams.getAll("export").filter((id) => !isRunning.has(id)),
  );
  return Response.json({ exports: [...running, ...named].map(exportProgress) });
});
