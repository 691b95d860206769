import { printable } from "../../lib/format/printable.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";
import { type Answer, describeAnswer, networkProblem, type Project } from "./project.ts";

const whatItIs = "SUPABASE_URL is the address of the project's API, such as https://xyz.supabase.co.";

/** Whether Supabase answers at the address. */
export async function checkAddress(project: Project): Promise<Finding> {
  let answer: Answer;
  try {
    answer = await project.call("/auth/v1/health");
  } catch (error) {
    return failed(`${networkProblem(error)}`, whatItIs);
  }
  const { status, headers, json, milliseconds } = answer;
  if (status >= 300 && status < 400)
    return failed(
      `redirects to ${printable(headers.get("location") ?? "nowhere")}`,
      `Set SUPABASE_URL to that. ${whatItIs}`,
    );
  // What a paused project answers.
  if (status === 540) return failed("the project is paused", "Restore it in the dashboard.");
  if (status >= 500)
    return failed(`answers ${describeAnswer(answer)}`, "Wait until the project is up, or look at its logs.");
  // 401: the key is wrong, which is checked next.
  if (json === undefined || ![200, 401, 403].includes(status))
    return failed(`is not Supabase: it answers ${status}${json === undefined ? " with no JSON" : ""}`, whatItIs);
  const { protocol, hostname } = new URL(project.url);
  if (protocol === "http:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    return warning("answers without encryption", "Use https: every request carries a user's session.");
  return ok(`answers within ${milliseconds} ms`);
}
