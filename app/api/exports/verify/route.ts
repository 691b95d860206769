import { requireAdminWorkspace } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { findExportBySha256 } from "@/lib/exports/queries/list-exports";
import { methodNotAllowed, withErrorHandling } from "@/lib/http/error-handling";

/** Which completed export of a workspace has a file with this SHA-256: `?workspace=` its slug, `&sha256=` 64 hex digits. */
export const GET = withErrorHandling(async (request: Request) => {
  const { searchParams } = new URL(request.url);
  const sha256 = searchParams.get("sha256") ?? "";
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new AppError("invalid_request", "sha256 must be 64 lower-case hexadecimal digits.");
  }
  const workspace = await requireAdminWorkspace(searchParams.get("workspace") ?? "");
  const run = await findExportBySha256(workspace.id, sha256);
  if (!run) throw new AppError("not_found", "Not a file this workspace exported, or changed since.");
  return Response.json(
    {
      id: run.id,
      kind: run.kind,
      format: run.format,
      actorName: run.actor_name,
      startedAt: run.started_at,
      rows: run.rows_written,
      bytes: run.bytes_written,
    },
    { headers: { "Cache-Control": "no-store" } },
  );
});

export const POST = methodNotAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
