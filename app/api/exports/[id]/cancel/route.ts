import { cancelExport } from "@/lib/exports/lifecycle/exports";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Cancels a pending or running export of a workspace that the user administers. */
export const POST = withErrorHandling(
  async (request: Request, { params }: RouteContext<"/api/exports/[id]/cancel">) => {
    assertSameOrigin(request);
    await cancelExport((await params).id);
    return Response.json({ status: "cancelled" });
  },
);
