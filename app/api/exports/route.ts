import { NextResponse } from "next/server";
import { requireAdminWorkspace, requireUser } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { parseExportRequest } from "@/lib/exports/lifecycle/export-request";
import { createExport } from "@/lib/exports/lifecycle/exports";
import { clientAddress } from "@/lib/http/client-address";
import { methodNotAllowed, withErrorHandling } from "@/lib/http/error-handling";
import { assertSameOrigin } from "@/lib/http/same-origin";

/** Starts an export: 303 to its file, or 201 with the file's address for `Accept: application/json`. */
export const POST = withErrorHandling(async (request: Request) => {
  assertSameOrigin(request);
  await requireUser();
  const asked = await parseExportRequest(request);
  const workspace = await requireAdminWorkspace(asked.workspace);
  const id = await createExport(workspace.id, asked, {
    ip: clientAddress(request.headers, env().TRUSTED_PROXIES),
    userAgent: request.headers.get("user-agent"),
  });
  const file = `/api/exports/${id}/file`;
  const noStore = { "Cache-Control": "no-store", Location: file };
  return request.headers.get("accept")?.includes("application/json")
    ? NextResponse.json({ id, file }, { status: 201, headers: noStore })
    : new NextResponse(null, { status: 303, headers: noStore });
});

export const GET = methodNotAllowed("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
