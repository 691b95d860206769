import { requireAdminWorkspace, requireUser } from "@/lib/auth/session";
import { env } from "@/lib/env";
import { parseExportRequest } from "@/lib/exports/lifecycle/export-request";
import { createExport } from "@/lib/exports/lifecycle/exports";
import { clientAddress } from "@/lib/http/client-address";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Creates an export and answers 303 to its file, or 201 with the file's address to `Accept: application/json`. */
export const POST = withErrorHandling(async (request: Request) => {
  assertSameOrigin(request);
  await requireUser();
  const exportRequest = await parseExportRequest(request);
  const workspace = await requireAdminWorkspace(exportRequest.workspace);
  const id = await createExport(workspace.id, exportRequest, {
    ip: clientAddress(request.headers, env()),
    userAgent: request.headers.get("user-agent"),
  });
  const file = `/api/exports/${id}/file`;
  const headers = { Location: file };
  return request.headers.get("accept")?.includes("application/json")
    ? Response.json({ id, file }, { status: 201, headers })
    : new Response(null, { status: 303, headers });
});
