import { after } from "next/server";
import { createDownload } from "@/lib/exports/download/download-session";
import { fileName, fileTypes } from "@/lib/exports/download/file-name";
import { openExport } from "@/lib/exports/lifecycle/exports";
import { methodNotAllowed, withErrorHandling } from "@/lib/http/error-handling";
import { assertSameOrigin } from "@/lib/http/same-origin";

/** Seconds that Vercel lets a download take; EXPORT_DEADLINE_SECONDS has to end it before that (docs/operations.md). */
export const maxDuration = 300;

/** The file of an export, once. */
export const GET = withErrorHandling(async (request: Request, { params }: RouteContext<"/api/exports/[id]/file">) => {
  // A GET with an effect: another site's link or image must not use a download up.
  assertSameOrigin(request);
  const run = await openExport((await params).id);
  // Where functions are frozen after their answer, "after" keeps the server awake until the outcome is recorded.
  const body = await createDownload(run, request.signal, after);
  return new Response(body, {
    headers: {
      "Content-Type": fileTypes[run.format].contentType,
      "Content-Disposition": `attachment; filename="${fileName(run)}"`,
      "Cache-Control": "no-store",
    },
  });
});

// HEAD would otherwise run the GET above and use the download up.
export const HEAD = methodNotAllowed("GET");
export const POST = HEAD;
export const PUT = HEAD;
export const PATCH = HEAD;
export const DELETE = HEAD;
