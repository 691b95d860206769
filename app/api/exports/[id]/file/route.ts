import { after } from "next/server";
import { AppError } from "@/lib/errors";
import { createDownload } from "@/lib/exports/download/download-session";
import { contentType, fileName } from "@/lib/exports/download/file-name";
import { openExport } from "@/lib/exports/lifecycle/exports";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Vercel's limit for a download in seconds; EXPORT_DEADLINE_SECONDS must be less (docs/operations.md). */
export const maxDuration = 300;

/** Downloads the file of an export; succeeds once. */
export const GET = withErrorHandling(async (request: Request, { params }: RouteContext<"/api/exports/[id]/file">) => {
  // This GET has an effect: a link or an image on another site must not use up the download.
  assertSameOrigin(request);
  const openedExport = await openExport((await params).id, after);
  // Serverless hosts suspend the process after the response; `after` defers that until the outcome is recorded.
  const body = await createDownload(openedExport, request.signal, after);
  return new Response(body, {
    headers: {
      "Content-Type": contentType(openedExport),
      "Content-Disposition": `attachment; filename="${fileName(openedExport)}"`,
    },
  });
});

/** Without this export, Next answers HEAD with the GET handler and uses up the download. */
export const HEAD = withErrorHandling(async () => {
  throw new AppError("method_not_allowed", undefined, { headers: { Allow: "GET" } });
});
