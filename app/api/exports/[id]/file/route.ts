import { after } from "next/server";
import { requireUser } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { createDownload } from "@/lib/exports/download/download-session";
import { contentType, fileName } from "@/lib/exports/download/file-name";
import { openExport } from "@/lib/exports/lifecycle/exports";
import { readPassword } from "@/lib/exports/lifecycle/read-password";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Vercel's limit for a download in seconds; EXPORT_DEADLINE_SECONDS must be less (docs/operations.md). */
export const maxDuration = 300;

type Context = RouteContext<"/api/exports/[id]/file">;

/** Downloads the file of an export; succeeds once. */
export const GET = withErrorHandling(async (request: Request, { params }: Context) => {
  // This GET has an effect: a link or an image on another site must not use up the download.
  assertSameOrigin(request);
  return download(request, (await params).id);
});

/** Downloads a package that is encrypted with a password: a form field, so that no log of addresses has it. */
export const POST = withErrorHandling(async (request: Request, { params }: Context) => {
  assertSameOrigin(request);
  await requireUser();
  return download(request, (await params).id, await readPassword(request));
});

async function download(request: Request, id: string, password?: string): Promise<Response> {
  const openedExport = { ...(await openExport(id, after)), ...(password ? { password } : {}) };
  // Serverless hosts suspend the process after the response; `after` defers that until the outcome is recorded.
  const body = await createDownload(openedExport, request.signal, after);
  return new Response(body, {
    headers: {
      "Content-Type": contentType(openedExport),
      "Content-Disposition": `attachment; filename="${fileName(openedExport)}"`,
    },
  });
}

/** Without this export, Next answers HEAD with the GET handler and uses up the download. */
export const HEAD = withErrorHandling(async () => {
  throw new AppError("method_not_allowed", undefined, { headers: { Allow: "GET, POST" } });
});
