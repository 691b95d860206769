import { createHash, randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { printable } from "../../lib/format/printable.ts";
import type { Session } from "./check-sign-in.ts";
import type { Workspace } from "./check-workspace.ts";
import { type Finding, type FindingWith, failed, ok, warning } from "./finding.ts";
import { type Answer, describeAnswer, networkProblem, type Project, parseJson } from "./project.ts";
import { withComparableTimes } from "./with-comparable-times.ts";

/** What the audit log shows as the client of the export. */
export const userAgent = "Hydra doctor";

const columns =
  "id,type,email,name,company,job_title,phone,source,external_id,account_id,source_bot_id,source_conversation_id,notes,metadata,churn_reasons,created_at,last_seen_at,promoted_at,churned_at";

/** How many contacts are read: enough to see that nothing on the way changes them. */
const contactsRead = 50;

type Row = Record<string, unknown>;
const rows = z.array(z.record(z.string(), z.unknown()));
const batchMeta = z.object({ bytes: z.int(), rows: z.int() });

const changes = "Something between the app and the database changes responses.";

/** What stopped the check; its message is the finding. */
class Stop extends Error {
  readonly hint: string;

  constructor(message: string, hint = "Look at the project's logs.") {
    super(message);
    this.hint = hint;
  }
}

/**
 * Exports the oldest contacts of a workspace, compares each value with what the user reads without an export, and cancels the export.
 * This is the only thing that the doctor writes: two audit entries.
 * @returns the export's id
 */
export async function checkExport(
  project: Project,
  { accessToken }: Session,
  workspace: Workspace,
): Promise<FindingWith<string>> {
  let id: string | undefined;
  let finding: Finding;
  try {
    const expected = await readContacts(project, accessToken, workspace);
    id = await createExport(project, accessToken, workspace);
    const token = await openExport(project, accessToken, id);
    const exported = await readBatch(project, token, expected.at(-1));
    const different = firstDifference(expected, exported);
    if (different)
      throw new Stop(
        different,
        "Something between the app and the database changes values, or they changed meanwhile: run this again.",
      );
    finding = ok(`${expected.length} contacts of ${workspace.slug} read back and equal`);
  } catch (error) {
    const { message, hint } = error instanceof Stop ? error : new Stop(`no answer: ${networkProblem(error)}`);
    finding = failed(message, hint);
  }
  if (id && !(await cancel(project, accessToken, id)) && finding.status === "ok")
    finding = warning("read back and equal, but it could not be cancelled", "It ends by itself after two minutes.");
  return { ...finding, value: id };
}

async function readContacts(project: Project, accessToken: string, { id }: Workspace): Promise<Row[]> {
  const query = `select=${columns}&tenant_id=eq.${id}&order=created_at.asc,id.asc&limit=${contactsRead}`;
  const answer = await project.call(`/rest/v1/customers?${query}`, { accessToken });
  return parsed(rows, answer, "customers cannot be read");
}

async function createExport(project: Project, accessToken: string, { id, slug }: Workspace): Promise<string> {
  const answer = await project.call("/rest/v1/exports?select=id", {
    method: "POST",
    accessToken,
    headers: { prefer: "return=representation" },
    body: { tenant_id: id, kind: "contacts", format: "json", user_agent: userAgent },
  });
  if (answer.code === "PT429")
    throw new Stop(`${slug} has as many exports as it may have`, "Wait until one has ended, and run this again.");
  const created = parsed(z.array(z.object({ id: z.guid() })).length(1), answer, "an export cannot be requested");
  return created[0]?.id as string;
}

async function openExport(project: Project, accessToken: string, id: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const token_hash = createHash("sha256").update(token).digest("hex");
  const answer = await project.rpc("open_export", { export_id: id, token_hash }, { accessToken });
  if (answer.code === "PT429")
    throw new Stop(
      "the workspace has as many running exports as it may have",
      "Wait until one has ended, and run this again.",
    );
  const [opened] = parsed(rows, answer, "the export cannot be opened");
  if (opened?.status !== "running") throw new Stop(`the export cannot be opened (${describeAnswer(answer)})`);
  return token;
}

/** Reads the contacts up to and with the last one, as the app reads a batch. */
async function readBatch(project: Project, token: string, last: Row | undefined): Promise<Row[]> {
  const until: Record<string, string> = last
    ? { until_created_at: String(last.created_at), until_id: String(last.id) }
    : {};
  const answer = await project.call(`/rest/v1/rpc/export_contacts?${new URLSearchParams(until)}`, {
    headers: { accept: "text/plain", "accept-encoding": "identity", "x-export-token": token },
  });
  if (answer.status !== 200) throw new Stop(`a batch gets ${describeAnswer(answer)}`);
  const header = answer.headers.get("x-batch");
  if (header === null)
    throw new Stop(
      "a batch arrives without its header X-Batch",
      "Let the gateway pass on response headers that it does not know.",
    );
  const { data: meta } = batchMeta.safeParse(parseJson(header));
  const bytes = Buffer.byteLength(answer.text);
  if (!meta || meta.bytes !== bytes) throw new Stop(`a batch of ${meta?.bytes} bytes arrives with ${bytes}`, changes);
  // Each row begins with a comma and a line feed.
  const { data } = rows.safeParse(parseJson(`[${answer.text.slice(2)}]`));
  if (!data) throw new Stop("a batch is not what the database sends", changes);
  return data;
}

function firstDifference(expected: Row[], exported: Row[]): string | null {
  // A contact may have been added between the two reads, which the export has in excess.
  if (exported.length !== expected.length)
    return `the batch has ${exported.length} contacts instead of ${expected.length}`;
  for (const [index, row] of expected.entries()) {
    for (const [name, value] of Object.entries(row)) {
      const found = exported[index]?.[name];
      if (!isDeepStrictEqual(withComparableTimes(name, value), withComparableTimes(name, found)))
        return `${printable(name)} of contact ${printable(String(row.id))} differs`;
    }
  }
  return null;
}

/** @returns whether the database has done it */
async function cancel(project: Project, accessToken: string, id: string): Promise<boolean> {
  const change = { method: "PATCH", accessToken, body: { status: "cancelled" } } as const;
  const answer = await project.call(`/rest/v1/exports?id=eq.${id}`, change).catch(() => undefined);
  return answer !== undefined && answer.status < 300;
}

/** @throws Stop when the answer is not of this form */
function parsed<Value>(schema: z.ZodType<Value>, answer: Answer, problem: string): Value {
  const { data } = schema.safeParse(answer.json);
  if (data === undefined) throw new Stop(`${problem} (${describeAnswer(answer)})`);
  return data;
}
