import "server-only";
import { z } from "zod";
import { requireUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { toScope } from "@/lib/exports/scope/scope";
import { confirmExport, signedColumns } from "@/lib/receipts/confirmation";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";
import { dataPackage } from "./data-package";

const columns = `${signedColumns}, is_part, remark_count, cutoff_at, tenants!inner(name, slug)` as const;

/**
 * The data package descriptor of an export's file.
 * @throws AppError unauthenticated; not_found below admin, in another workspace, and when there is no whole file that the server signed;
 * unavailable
 */
export async function findDataPackage(exportId: string): Promise<object> {
  await requireUser();
  if (!z.guid().safeParse(exportId).success) throw new AppError("not_found");
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.from("exports").select(columns).eq("id", exportId).maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) throw new AppError("not_found");
  if (data.status !== "completed" || !data.sha256 || !data.started_at || (await confirmExport(data)) !== "confirmed") {
    throw new AppError("not_found", "There is no whole file of this export that the server has signed.");
  }
  return dataPackage({
    id: data.id,
    kind: data.kind,
    format: data.format,
    compress: data.compress,
    slug: data.tenants.slug,
    workspaceName: data.tenants.name,
    targetId: data.target_id,
    includeNotes: data.include_notes,
    scope: toScope(data.scope),
    isPart: data.is_part,
    rows: data.rows_written,
    bytes: data.bytes_written,
    counts: (data.counts ?? {}) as Record<string, number>,
    remarkCount: data.remark_count,
    sha256: data.sha256,
    startedAt: new Date(data.started_at).toISOString(),
    cutoffAt: data.cutoff_at,
  });
}
