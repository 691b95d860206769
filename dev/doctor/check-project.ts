import { checkAddress } from "./check-address.ts";
import { checkClock } from "./check-clock.ts";
import { checkExport } from "./check-export.ts";
import { checkFunctions } from "./check-functions.ts";
import { checkHeaderSize } from "./check-header-size.ts";
import { checkRowLimit, checkTimeouts } from "./check-limits.ts";
import { checkPublishableKey } from "./check-publishable-key.ts";
import { checkReceipts } from "./check-receipts.ts";
import { checkSchema } from "./check-schema.ts";
import { checkRefresh, checkSignIn, type Session, signOut } from "./check-sign-in.ts";
import { checkSignInKeys } from "./check-sign-in-keys.ts";
import { checkSigningKey } from "./check-signing-key.ts";
import { checkToken } from "./check-token.ts";
import { checkWorkspace, type Workspace } from "./check-workspace.ts";
import { type Finding, failed } from "./finding.ts";
import { networkProblem, Project } from "./project.ts";

export type DoctorSettings = {
  url: string;
  publishableKey: string;
  signingKey: string | undefined;
  verificationKeys: readonly string[];
  email: string;
  password: string;
};

/** What one check found, or what the doctor did: the export that it leaves in the audit log. */
export type Report = { check: string; finding: Finding } | { exportId: string; workspace: string };

/** Checks one thing after the other. Ends early when the next checks need what has failed. */
export async function* checkProject(settings: DoctorSettings): AsyncGenerator<Report> {
  const project = new Project(settings.url, settings.publishableKey);
  const signingKey = checkSigningKey(settings.signingKey, settings.verificationKeys);
  yield { check: "Signing key", finding: signingKey };

  const address = await checkAddress(project);
  yield { check: "Address", finding: address };
  if (address.status === "failed") return;

  const key = await answered(() => checkPublishableKey(project, settings.publishableKey));
  yield { check: "Publishable key", finding: key };
  if (key.status === "failed") return;

  const { value: first, ...signIn } = await answered(() => checkSignIn(project, settings));
  yield { check: "Sign-in", finding: signIn };
  if (!first) return;

  const { value: refreshed, ...refresh } = await answered(() => checkRefresh(project, first));
  yield { check: "Session", finding: refresh };
  const session = refreshed ?? first;
  try {
    yield* checkAsUser(project, session, settings, signingKey.status === "ok");
  } finally {
    await signOut(project, session);
  }
}

async function* checkAsUser(
  project: Project,
  session: Session,
  { signingKey, verificationKeys }: DoctorSettings,
  hasSigningKey: boolean,
): AsyncGenerator<Report> {
  yield { check: "Session keys", finding: await answered(() => checkSignInKeys(project, session)) };
  yield { check: "Headers", finding: await answered(() => checkHeaderSize(project, session)) };

  const { value: installation, ...schema } = await answered(() => checkSchema(project, session));
  yield { check: "Migrations", finding: schema };
  if (installation) {
    yield { check: "Clock", finding: await answered(() => checkClock(project, installation)) };
    yield { check: "Row limit", finding: checkRowLimit(installation) };
    yield { check: "Time limit", finding: checkTimeouts(installation) };
  }
  yield { check: "Functions", finding: await answered(() => checkFunctions(project, session)) };
  yield { check: "Export token", finding: await answered(() => checkToken(project)) };

  const { value: workspace, ...role } = await answered(() => checkWorkspace(project, session));
  yield { check: "Workspace", finding: role };
  if (!workspace) return;
  if (signingKey && hasSigningKey) {
    const keys = { signingKey, verificationKeys };
    yield { check: "Receipts", finding: await answered(() => checkReceipts(project, session, workspace, keys)) };
  }
  yield* checkSmallExport(project, session, workspace);
}

async function* checkSmallExport(project: Project, session: Session, workspace: Workspace): AsyncGenerator<Report> {
  const { value: exportId, ...finding } = await answered(() => checkExport(project, session, workspace));
  yield { check: "Export", finding };
  if (exportId) yield { exportId, workspace: workspace.slug };
}

/** A check whose request gets no response has failed. */
async function answered<Found extends Finding & { value?: unknown }>(check: () => Promise<Found>): Promise<Found> {
  try {
    return await check();
  } catch (error) {
    return failed(
      `no answer: ${networkProblem(error)}`,
      "Run this again; if it stays, look at the project's logs.",
    ) as Found;
  }
}
