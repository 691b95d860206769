import { verifyRange } from "@/lib/audit/verify";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { methodNotAllowed, withErrorHandling } from "@/lib/http/error-handling";

/** Verifies the next stretch of a workspace's audit log: `?workspace=` its slug, `&seq=&hash=` where the one before ended. */
export const GET = withErrorHandling(async (request: Request) => {
  const { searchParams } = new URL(request.url);
  const seq = Number(searchParams.get("seq") ?? "0");
  const hash = searchParams.get("hash") ?? "0".repeat(64);
  if (!Number.isSafeInteger(seq) || seq < 0) throw new AppError("invalid_request", "seq must be a whole number.");
  if (!/^[0-9a-f]{64}$/.test(hash)) {
    throw new AppError("invalid_request", "hash must be 64 lower-case hexadecimal digits.");
  }
  const workspace = await requireAdminWorkspace(searchParams.get("workspace") ?? "");
  return Response.json(await verifyRange(workspace.id, { seq, hash }), { headers: { "Cache-Control": "no-store" } });
});

export const POST = methodNotAllowed("GET");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
