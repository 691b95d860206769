import { AppError } from "@/lib/errors";
import { findExportBySha256 } from "@/lib/exports/queries/list-exports";
import { readScope } from "@/lib/exports/scope/scope";
import { contentText } from "@/lib/exports/scope/scope-lines";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** The completed export of a workspace whose file has this SHA-256, `&sha256=` as 64 hexadecimal digits; 404 if there is none. Only a confirmed one proves anything. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) => {
  const sha256 = searchParams.get("sha256") ?? "";
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new AppError("invalid_request", "sha256 must be 64 lower-case hexadecimal digits.");
  }
  const found = await findExportBySha256(workspace.id, sha256);
  if (!found) {
    throw new AppError("not_found", "No match. This file wasn’t exported from this workspace, or it was modified.");
  }
  return Response.json({
    id: found.id,
    kind: found.kind,
    format: found.format,
    part: found.is_part,
    scope: contentText(found.kind, readScope(found.scope), found.include_notes),
    actorName: found.actor_name,
    startedAt: found.started_at,
    rows: found.rows_written,
    bytes: found.bytes_written,
    remarkCount: found.remark_count,
    cellsCut: found.cells_cut,
    confirmed: found.confirmation === "confirmed",
  });
});
