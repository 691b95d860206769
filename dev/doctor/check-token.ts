import { randomBytes } from "node:crypto";
import { type Finding, failed, ok } from "./finding.ts";
import { describeAnswer, type Project } from "./project.ts";

const alarm =
  "Anybody with the publishable key could read customers. Apply the migrations again, and look for policies and grants of your own.";

/** Whether somebody without a valid export token reads nothing. */
export async function checkToken(project: Project): Promise<Finding> {
  const headers = { accept: "text/plain", "x-export-token": randomBytes(32).toString("base64url") };
  const batch = await project.call("/rest/v1/rpc/export_contacts", { headers });
  if (batch.status === 200) return failed("a token that nobody has made was accepted", alarm);
  if (batch.code !== "42501")
    return failed(`a made-up token gets ${describeAnswer(batch)}`, "Look at the project's logs.");
  const table = await project.call("/rest/v1/customers?select=id&limit=1");
  if (table.status === 200 && Array.isArray(table.json) && table.json.length > 0)
    return failed("customers can be read without signing in", alarm);
  return ok("a made-up token is refused");
}
