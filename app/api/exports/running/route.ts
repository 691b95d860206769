import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listExportsById, listRunningExports } from "@/lib/exports/queries/list-exports";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** The running exports of a workspace with their progress, and those named by `&export=` (repeatable) whatever their status. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) => {
  const [running, named] = await Promise.all([
    listRunningExports(workspace.id),
    listExportsById(workspace.id, searchParams.getAll("export")),
  ]);
  const rows = new Map([...running, ...named].map((row) => [row.id, row]));
  return Response.json({ exports: [...rows.values()].map(exportProgress) });
});
