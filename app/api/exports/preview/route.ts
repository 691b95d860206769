import { checkExportRequest, toFields } from "@/lib/exports/lifecycle/export-request";
import { previewExport } from "@/lib/exports/preview/preview-export";
import { withAdminWorkspace } from "@/lib/http/with-admin-workspace";

/** What an export with these fields would have: the fields of POST /api/exports as query parameters. */
export const GET = withAdminWorkspace(async ({ workspace, searchParams }) =>
  Response.json(await previewExport(workspace.id, checkExportRequest(toFields(searchParams)))),
);
