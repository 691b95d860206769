import "server-only";
import { requireAdminWorkspace, type Workspace } from "@/lib/auth/session";
import { withErrorHandling } from "./with-error-handling";

type AdminRequest = { workspace: Workspace; searchParams: URLSearchParams };

/**
 * Wraps a route handler for owners and admins of the workspace whose slug is in `?workspace=`. The error responses are those of
 * withErrorHandling: unauthenticated, not_found when the user is not a member of the workspace, forbidden below admin.
 */
export function withAdminWorkspace(
  handler: (request: AdminRequest) => Promise<Response>,
): (request: Request, context: unknown) => Promise<Response> {
  return withErrorHandling(async (request) => {
    const { searchParams } = new URL(request.url);
    const workspace = await requireAdminWorkspace(searchParams.get("workspace") ?? "");
    return handler({ workspace, searchParams });
  });
}
