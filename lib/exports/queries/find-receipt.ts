import "server-only";
import { z } from "zod";
import { requireUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import type { ReceiptClaims } from "@/lib/receipts/claims";
import { confirmExport, signedColumns } from "@/lib/receipts/confirmation";
import { publishedKeys } from "@/lib/receipts/server-keys";
import { verifyReceipt } from "@/lib/receipts/verify-receipt";
import { databaseError } from "@/lib/supabase/database-error";
import { sessionClient } from "@/lib/supabase/session-client";

/**
 * The receipt of an export, and what it says.
 * @throws AppError unauthenticated; not_found below admin, in another workspace, and when the server did not sign what is recorded;
 * unavailable
 */
export async function findReceipt(exportId: string): Promise<{ receipt: string; claims: ReceiptClaims }> {
  await requireUser();
  if (!z.guid().safeParse(exportId).success) throw new AppError("not_found");
  const supabase = await sessionClient();
  const { data, error, status } = await supabase.from("exports").select(signedColumns).eq("id", exportId).maybeSingle();
  if (error) throw databaseError(error, status);
  if (!data) throw new AppError("not_found");
  if (data.receipt === null || (await confirmExport(data)) !== "confirmed") {
    throw new AppError("not_found", "The server has signed no receipt of this export.");
  }
  return { receipt: data.receipt, claims: await verifyReceipt(data.receipt, await publishedKeys()) };
}
