import { verifyRange } from "@/lib/audit/verify";
import { AppError } from "@/lib/errors";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** Verifies the next range of a workspace's audit log, from after the entry `&seq=&hash=`; without them from the first entry. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) => {
  const seq = Number(searchParams.get("seq") ?? "0");
  const hash = searchParams.get("hash") ?? "0".repeat(64);
  if (!Number.isSafeInteger(seq) || seq < 0) throw new AppError("invalid_request", "seq must be a whole number.");
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new AppError("invalid_request", "hash must be 64 lower-case hexadecimal digits.");
  }
  return Response.json(await verifyRange(workspace.id, { seq, hash }));
});
