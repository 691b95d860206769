import { type Finding, failed, ok, warning } from "./finding.ts";
import { describeAnswer, type Project } from "./project.ts";

/** Whether the gateway accepts the key, and the Data API answers behind it. */
export async function checkPublishableKey(project: Project, key: string): Promise<Finding> {
  const answer = await project.call("/rest/v1/tenants?select=id&limit=1");
  const { status, code } = answer;
  // With a code of Postgres the gateway has let it through: nobody may read the table with the key alone.
  const isFromPostgres = /^[0-9A-Z]{5}$/.test(code ?? "");
  if ([401, 403].includes(status) && !isFromPostgres) {
    return failed(
      `refused (${describeAnswer(answer)})`,
      "Copy the publishable key of this project from Settings → API keys.",
    );
  }
  if (code === "PGRST106")
    return failed(
      "the Data API does not serve the schema public",
      "Add it to the exposed schemas (Settings → Data API).",
    );
  if (status >= 500 || (status === 404 && !code))
    return failed(
      `the Data API answers ${describeAnswer(answer)}`,
      "Enable it (Settings → Data API), or look at its logs.",
    );
  if (key.split(".").length === 3)
    return warning(
      "accepted, but it is a legacy anon key",
      "Use the publishable key: Supabase is retiring the legacy keys.",
    );
  return ok("accepted");
}
