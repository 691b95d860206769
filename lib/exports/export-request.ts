import { z } from "zod";
import { AppError } from "@/lib/errors";
import { exportKinds } from "./kinds";

const kinds = Object.keys(exportKinds) as (keyof typeof exportKinds)[];
const list = new Intl.ListFormat("en", { type: "disjunction" });

const fields = z.object({
  workspace: z
    .string({ error: "workspace is missing: send the workspace's slug." })
    .min(1, "workspace is empty: send the workspace's slug."),
  kind: z.enum(kinds, { error: `kind must be ${list.format(kinds)}.` }),
  format: z.string({ error: "format is missing." }),
});

const exportRequest = fields.transform((asked, context) => {
  const formats: readonly string[] = exportKinds[asked.kind].formats;
  if (!formats.includes(asked.format)) {
    context.addIssue({ code: "custom", message: `format of ${asked.kind} must be ${list.format(formats)}.` });
    return z.NEVER;
  }
  return { ...asked, format: asked.format as (typeof exportKinds)[typeof asked.kind]["formats"][number] };
});

export type ExportRequest = z.infer<typeof exportRequest>;

/** More than any honest request needs. */
const maximumBytes = 10_000;

/**
 * What a POST to /api/exports asks for, from form fields or JSON.
 * @throws AppError invalid_request naming every field at fault and the allowed values; too_large
 */
export async function parseExportRequest(request: Request): Promise<ExportRequest> {
  const parsed = exportRequest.safeParse(await readFields(request));
  if (parsed.success) return parsed.data;
  throw new AppError("invalid_request", parsed.error.issues.map(({ message }) => message).join(" "));
}

async function readFields(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = await readText(request);
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(text));
  if (type !== "application/json") {
    throw new AppError("invalid_request", "Send the fields as application/json or application/x-www-form-urlencoded.");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause });
  }
}

async function readText(request: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of request.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    if (text.length > maximumBytes) throw new AppError("too_large");
  }
  return text + decoder.decode();
}
