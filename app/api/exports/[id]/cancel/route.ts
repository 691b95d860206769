import { cancelRun } from "@/lib/exports/run";
import { methodNotAllowed, route } from "@/lib/http/route";
import { requireSameSite } from "@/lib/http/same-site";

/** Cancels a pending or running export of a workspace that the signed-in person administers. */
export const POST = route(async (request: Request, { params }: RouteContext<"/api/exports/[id]/cancel">) => {
  requireSameSite(request);
  await cancelRun((await params).id);
  return Response.json({ status: "cancelled" }, { headers: { "Cache-Control": "no-store" } });
});

export const GET = methodNotAllowed("POST");
export const PUT = GET;
export const PATCH = GET;
export const DELETE = GET;
