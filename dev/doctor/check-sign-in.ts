import { z } from "zod";
import { type FindingWith, failed, ok } from "./finding.ts";
import { describeAnswer, type Project } from "./project.ts";

export type Session = { accessToken: string; refreshToken: string };

const session = z.object({ access_token: z.string(), refresh_token: z.string() });

// By the error codes of Supabase Auth.
const problems: Record<string, [text: string, hint: string]> = {
  invalid_credentials: [
    "wrong email or password",
    "Check DOCTOR_EMAIL and DOCTOR_PASSWORD, or reset the password (Authentication → Users).",
  ],
  email_not_confirmed: ["the account's email is not confirmed", "Confirm it (Authentication → Users)."],
  email_provider_disabled: [
    "sign-in with a password is disabled",
    "Enable the email provider (Authentication → Sign In / Providers).",
  ],
  user_banned: ["the account is banned", "Lift the ban (Authentication → Users)."],
  captcha_failed: [
    "the project asks for a CAPTCHA, which the app's sign-in has not",
    "Switch it off (Authentication → Attack protection).",
  ],
  over_request_rate_limit: ["too many sign-ins", "Wait some minutes and run this again."],
};

/** Signs in as the app does. */
export async function checkSignIn(
  project: Project,
  { email, password }: { email: string; password: string },
): Promise<FindingWith<Session>> {
  const answer = await project.call("/auth/v1/token?grant_type=password", {
    method: "POST",
    body: { email, password },
  });
  const { data } = session.safeParse(answer.json);
  if (answer.status === 200 && data) {
    return { ...ok(`as ${email}`), value: { accessToken: data.access_token, refreshToken: data.refresh_token } };
  }
  const known =
    problems[answer.code ?? ""] ??
    (/Invalid login credentials/i.test(answer.text) ? problems.invalid_credentials : undefined);
  if (known) return failed(...known);
  return failed(`refused (${describeAnswer(answer)})`, "Look at the logs of Auth in the dashboard.");
}

/** Refreshes the session as the app does when an access token has expired. @returns the new session */
export async function checkRefresh(project: Project, { refreshToken }: Session): Promise<FindingWith<Session>> {
  const body = { refresh_token: refreshToken };
  const answer = await project.call("/auth/v1/token?grant_type=refresh_token", { method: "POST", body });
  const { data } = session.safeParse(answer.json);
  if (answer.status === 200 && data) {
    return { ...ok("can be refreshed"), value: { accessToken: data.access_token, refreshToken: data.refresh_token } };
  }
  const hint = "Users are signed out when their access token expires. Look at the logs of Auth in the dashboard.";
  return failed(`cannot be refreshed (${describeAnswer(answer)})`, hint);
}

/** Signs out of this session only. */
export async function signOut(project: Project, { accessToken }: Session): Promise<void> {
  await project.call("/auth/v1/logout?scope=local", { method: "POST", accessToken }).catch(() => undefined);
}
