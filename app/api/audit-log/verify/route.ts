import { beforeFirstEntry, verifyEntries } from "@/lib/audit/verify";
import { AppError } from "@/lib/errors";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** Verifies the next range of a workspace's audit log, from after the entry `&seq=&hash=`; without them from the first entry. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) => {
  const seq = searchParams.get("seq") ?? beforeFirstEntry.seq;
  const hash = searchParams.get("hash") ?? beforeFirstEntry.hash;
  if (!/^-?\d{1,19}$/.test(seq) || BigInt(seq) !== BigInt.asIntN(64, BigInt(seq))) {
    throw new AppError("invalid_request", "seq must be a whole number.");
  }
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new AppError("invalid_request", "hash must be 64 lower-case hexadecimal digits.");
  }
  return Response.json(await verifyEntries(workspace.id, { seq, hash }));
});
