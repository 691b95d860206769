import { z } from "zod";
import { AppError } from "@/lib/errors";
import { compressions, type ExportFormat, type ExportKind, exportKinds, isCompressible } from "@/lib/exports/kinds";

const kinds = Object.keys(exportKinds) as ExportKind[];
const orList = new Intl.ListFormat("en", { type: "disjunction" });

const exportRequest = z
  .object({
    workspace: z
      .string({ error: "workspace is missing: send the workspace's slug." })
      .min(1, "workspace is empty: send the workspace's slug."),
    kind: z.enum(kinds, { error: `kind must be ${orList.format(kinds)}.` }),
    format: z.string({ error: "format is missing." }),
    /** The id of the customer, for a single contact. */
    contact: z.string({ error: "contact must be the id of a contact." }).optional(),
    /** How the file is compressed; by default not at all. */
    compress: z.enum(compressions, { error: `compress must be ${orList.format(compressions)}.` }).optional(),
    /** Whether a single contact's file has the team's internal notes. */
    notes: z.enum(["include", "exclude"], { error: "notes must be include or exclude." }).default("include"),
  })
  .transform(({ workspace, kind, format, compress, contact, notes }, context) => {
    const formats: readonly ExportFormat[] = exportKinds[kind].formats;
    const knownFormat = formats.find((offered) => offered === format);
    if (!knownFormat) {
      context.addIssue({ code: "custom", message: `format of ${kind} must be ${orList.format(formats)}.` });
    }
    if (compress && knownFormat && !isCompressible(knownFormat)) {
      context.addIssue({ code: "custom", message: `compress is not for the format ${knownFormat}.` });
    }
    const isSingleContact = kind === "contact";
    if (isSingleContact && !contact) {
      context.addIssue({ code: "custom", message: "contact is missing: send the id of the contact." });
    }
    return {
      workspace,
      kind,
      format: knownFormat ?? "json",
      compress: compress ?? null,
      contact: isSingleContact ? (contact ?? null) : null,
      includeNotes: !isSingleContact || notes === "include",
    };
  });

export type ExportRequest = z.infer<typeof exportRequest>;

/** More characters than any valid request needs. */
const maxBodyLength = 10_000;

/**
 * Parses the body of POST /api/exports: form fields or JSON.
 * @throws AppError invalid_request, naming every bad field and the values allowed; too_large
 */
export async function parseExportRequest(request: Request): Promise<ExportRequest> {
  const result = exportRequest.safeParse(await readFields(request));
  if (result.success) return result.data;
  throw new AppError("invalid_request", result.error.issues.map(({ message }) => message).join(" "));
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
  for await (const bytes of request.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.length > maxBodyLength) throw new AppError("too_large");
  }
  return text + decoder.decode();
}
