import { after } from "next/server";
import { requireUser } from "@/lib/auth/session";
import { AppError, toAppError } from "@/lib/errors";
import { readPassword } from "@/lib/exports/answer/read-password";
import { createDownload } from "@/lib/exports/download/download-session";
import { contentType, fileName } from "@/lib/exports/download/file-name";
import { contentRange, type RequestedRange, requestedRange, wholeFile } from "@/lib/exports/download/requested-range";
import { explainEnded, openExport } from "@/lib/exports/lifecycle/exports";
import { fileTag, findOwnFile } from "@/lib/exports/lifecycle/own-file";
import type { OpenExport } from "@/lib/exports/types";
import { assertSameOrigin } from "@/lib/http/same-origin";
import { withErrorHandling } from "@/lib/http/with-error-handling";

/** Vercel's limit for a download in seconds; EXPORT_DEADLINE_SECONDS must be less (docs/operations.md). */
export const maxDuration = 300;

/** Downloads the file of an export, or the rest of one whose download was cut off (docs/resume.md). */
export const GET = withErrorHandling(async (request: Request, { params }: RouteContext<"/api/exports/[id]/file">) => {
  // This GET has an effect: a link or an image on another site must not use up the download, nor a browser that looks ahead.
  assertSameOrigin(request);
  if (request.headers.get("sec-purpose")?.includes("prefetch")) throw new AppError("not_sent_ahead");
  const { id } = await params;
  const range = await requestedRange(id, request.headers);
  try {
    return await downloadFrom(range, id, request.signal);
  } catch (error) {
    // A row was edited: whoever sent If-Range takes the whole file instead (RFC 9110, 13.1.5).
    if (range.orWhole && toAppError(error).code === "not_joinable") return downloadFrom(wholeFile, id, request.signal);
    throw error;
  }
});

async function downloadFrom(range: RequestedRange, id: string, signal: AbortSignal): Promise<Response> {
  const openedExport = await openExport(id, range, after);
  // Serverless hosts suspend the process after the response; `after` defers that until the outcome is recorded.
  const body = await createDownload(openedExport, signal, after, range.total);
  const headers = fileHeaders(openedExport);
  return range.from === 0
    ? new Response(body, { headers })
    : new Response(body, { status: 206, headers: { ...headers, "Content-Range": contentRange(range) } });
}

/** Downloads a package that is encrypted with a password: a form field, so that no log of addresses has it. Always from the first byte. */
export const POST = withErrorHandling(async (request: Request, { params }: RouteContext<"/api/exports/[id]/file">) => {
  assertSameOrigin(request);
  await requireUser();
  const { id } = await params;
  const password = await readPassword(request);
  const openedExport = await openExport(id, { from: 0, password }, after);
  return new Response(await createDownload(openedExport, request.signal, after), {
    headers: fileHeaders(openedExport),
  });
});

/** What the file is, without using up its download. */
export const HEAD = withErrorHandling(async (request: Request, { params }: RouteContext<"/api/exports/[id]/file">) => {
  assertSameOrigin(request);
  const file = await findOwnFile((await params).id);
  const error = explainEnded(file);
  if (error) throw error;
  return new Response(null, { headers: fileHeaders(file) });
});

function fileHeaders(file: Omit<OpenExport, "token">): Record<string, string> {
  return {
    "Content-Type": contentType(file),
    "Content-Disposition": `attachment; filename="${fileName(file)}"`,
    "Accept-Ranges": "bytes",
    // Compressed on its way, it would have other bytes than the ETag names, and browsers would not go on with a part of it.
    "Cache-Control": "no-store, no-transform",
    ETag: fileTag(file.id, file.fileAttempt),
  };
}
