import { z } from "zod";
import { AppError } from "@/lib/errors";
import type { Answer } from "@/lib/exports/answer/answer";
import { answerFields, parseAnswer } from "@/lib/exports/answer/parse-answer";
import {
  type Compression,
  compressions,
  type ExportFormat,
  type ExportKind,
  exportKinds,
  isCompressible,
} from "@/lib/exports/kinds";
import { parseScope } from "@/lib/exports/scope/parse-scope";
import { type ExportScope, scopeFields } from "@/lib/exports/scope/scope";
import { printable } from "@/lib/format/printable";

const kinds = Object.keys(exportKinds) as ExportKind[];
const orList = new Intl.ListFormat("en", { type: "disjunction" });

const kind = z.enum(kinds, { error: `kind must be ${orList.format(kinds)}.` });

const exportFields = z.object({
  workspace: z
    .string({ error: "workspace is missing: send the workspace's slug." })
    .min(1, "workspace is empty: send the workspace's slug."),
  kind,
  format: z.string({ error: "format is missing." }),
  /** The id of the customer, for a single contact. */
  contact: z.string({ error: "contact must be the id of a contact." }).optional(),
  /** How the file is compressed; by default not at all. */
  compress: z
    .enum(["", ...compressions], { error: `compress must be ${orList.format(compressions)}.` })
    .transform((value) => value || null)
    .default(null),
  /** Whether a file of conversations or of a single contact has the team's internal notes. */
  notes: z.enum(["include", "exclude"], { error: "notes must be include or exclude." }).default("include"),
});

/** What an export is of and how its file is written. */
export type ExportSelection = { kind: ExportKind; format: ExportFormat; scope: ExportScope; includeNotes: boolean };

export type ExportRequest = ExportSelection & {
  workspace: string;
  compress: Compression | null;
  contact: string | null;
  answer: Answer;
};

/**
 * Checks the fields of an export. Every field is checked, whatever is wrong with the others.
 * @throws AppError invalid_request, naming every bad field and what it must be
 */
export function checkExportRequest(fields: Record<string, unknown>): ExportRequest {
  const result = exportFields.safeParse(fields);
  const problems = result.error?.issues.map(({ message }) => message) ?? [];
  const knownKind = kind.safeParse(fields.kind).data;
  if (!knownKind) throw invalid(problems);
  const formats: readonly ExportFormat[] = exportKinds[knownKind].formats;
  const format = formats.find((offered) => offered === fields.format);
  if (!format && typeof fields.format === "string") {
    problems.push(`format of ${knownKind} must be ${orList.format(formats)}.`);
  }
  if (fields.compress && format && !isCompressible(format)) problems.push(`compress is not for the format ${format}.`);
  const isSingleContact = knownKind === "contact";
  if (isSingleContact && !fields.contact) problems.push("contact is missing: send the id of the contact.");
  const { scope, problems: scopeProblems } = parseScope(knownKind, fields);
  const { answer, problems: answerProblems } = isSingleContact ? parseAnswer(format, fields) : noAnswer;
  problems.push(...unknownFields(knownKind, fields), ...scopeProblems, ...answerProblems);
  if (problems.length > 0 || !result.success || !format) throw invalid(problems);
  const { workspace, compress, contact, notes } = result.data;
  const hasNotes = isSingleContact || knownKind === "conversations";
  return {
    workspace,
    kind: knownKind,
    format,
    compress,
    scope,
    answer,
    contact: isSingleContact ? (contact ?? null) : null,
    includeNotes: !hasNotes || notes === "include",
  };
}

const noAnswer = { answer: {}, problems: [] };

/** A filter that is ignored would make a file that holds more than was asked for. */
function unknownFields(kind: ExportKind, fields: Record<string, unknown>): string[] {
  const known: readonly string[] = [
    ...Object.keys(exportFields.shape),
    ...scopeFields[kind],
    ...(kind === "contact" ? answerFields : []),
  ];
  return Object.keys(fields)
    .filter((field) => !known.includes(field) && fields[field] !== "")
    .map((field) => `${printable(field.slice(0, 40))} is not a field of ${kind} exports.`);
}

function invalid(problems: readonly string[]): AppError {
  return new AppError("invalid_request", problems.join(" "));
}

/** More characters than any valid request needs. */
const maxBodyLength = 10_000;

/**
 * Parses the body of POST /api/exports: form fields or JSON.
 * @throws AppError invalid_request, naming every bad field and the values allowed; too_large
 */
export async function parseExportRequest(request: Request): Promise<ExportRequest> {
  const fields = await readFields(request);
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    throw new AppError("invalid_request", "Send an object of fields.");
  }
  return checkExportRequest(fields as Record<string, unknown>);
}

/** The fields of a body, form fields or JSON, unchecked. @throws AppError invalid_request, too_large */
export async function readFields(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = await readText(request);
  if (type === "application/x-www-form-urlencoded") return toFields(new URLSearchParams(text));
  if (type !== "application/json") {
    throw new AppError("invalid_request", "Send the fields as application/json or application/x-www-form-urlencoded.");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_request", "The body is not valid JSON.", { cause });
  }
}

/** The fields of a form or an address: a list for each that is repeated. */
export function toFields(params: URLSearchParams): Record<string, string | string[]> {
  const names = new Set(params.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = params.getAll(name);
      return [name, values.length > 1 ? values : (values[0] ?? "")];
    }),
  );
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
