import { findDataPackage } from "@/lib/exports/data-package/find-data-package";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Downloads the data package descriptor of an export of a workspace that the user administers; 404 when there is no whole file. */
export const GET = withErrorHandling(
  async (_request: Request, { params }: RouteContext<"/api/exports/[id]/datapackage">) => {
    const descriptor = await findDataPackage((await params).id);
    return new Response(`${JSON.stringify(descriptor, null, 2)}\n`, {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": 'attachment; filename="datapackage.json"',
      },
    });
  },
);
