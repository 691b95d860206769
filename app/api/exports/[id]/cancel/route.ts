import { cancelExport } from "@/lib/exports/lifecycle/exports";
import { methodNotAllowed, withErrorHandling } from "@/lib/http/error-handling";
import { assertSameOrigin } from "@/lib/http/same-origin";

/** Cancels a pending or running export of a workspace that the signed-in person administers. */
export const POST = withErrorHandling(
  async (request: Request, { params }: RouteContext<"/api/exports/[id]/cancel">) => {
    assertSameOrigin(request);
    await cancelExport((await params).id);
    return Response.json({ status: "cancelled" }, { headers: { "Cache-Control": "no-store" } });
  },
);

export const GET = methodNotAllowed("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
