import { workspaceToExport } from "@/lib/auth/session";
import { runningRun } from "@/lib/exports/running-run";
import { runningRuns } from "@/lib/exports/runs";
import { methodNotAllowed, route } from "@/lib/http/route";

/** The exports that a workspace runs now, with how far each is. `?workspace=` is its slug. */
export const GET = route(async (request: Request) => {
  const workspace = await workspaceToExport(new URL(request.url).searchParams.get("workspace") ?? "");
  const runs = await runningRuns(workspace.id);
  return Response.json({ runs: runs.map(runningRun) }, { headers: { "Cache-Control": "no-store" } });
});

export const POST = methodNotAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
