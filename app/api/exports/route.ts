import { NextResponse } from "next/server";
import { requirePerson, workspaceToExport } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { parseExportRequest } from "@/lib/exports/export-request";
import { createRun } from "@/lib/exports/run";
import { clientAddress } from "@/lib/http/client-address";
import { methodNotAllowed, route } from "@/lib/http/route";
import { requireSameSite } from "@/lib/http/same-site";

/** Starts an export: 303 to its file, or 201 with the file's address for `Accept: application/json`. */
export const POST = route(async (request: Request) => {
  requireSameSite(request);
  await requirePerson();
  const asked = await parseExportRequest(request);
  const workspace = await workspaceToExport(asked.workspace);
  const id = await createRun(workspace.id, asked, {
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
