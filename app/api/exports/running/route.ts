import { requireAdminWorkspace } from "@/lib/auth/session";
import { exportProgress } from "@/lib/exports/queries/export-progress";
import { listRunningExports } from "@/lib/exports/queries/list-exports";
import { methodNotAllowed, withErrorHandling } from "@/lib/http/error-handling";

/** The exports that a workspace runs now, with how far each is. `?workspace=` is its slug. */
export const GET = withErrorHandling(async (request: Request) => {
  const workspace = await requireAdminWorkspace(new URL(request.url).searchParams.get("workspace") ?? "");
  const runs = await listRunningExports(workspace.id);
  return Response.json({ exports: runs.map(exportProgress) }, { headers: { "Cache-Control": "no-store" } });
});

export const POST = methodNotAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
