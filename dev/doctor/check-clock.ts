import type { Installation } from "./check-schema.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";
import type { Project } from "./project.ts";

/** Below it, times on a page may be odd by that much; above it, sessions may end early or be refused. */
const harmlessSeconds = 5;
const harmfulSeconds = 60;

/** Compares this machine's clock with those of the gateway and of the database. */
export async function checkClock(project: Project, installation: Installation): Promise<Finding> {
  const { secondsAhead: gateway } = await project.call("/auth/v1/health");
  const clocks = [
    { name: "the gateway's", ahead: gateway },
    { name: "the database's", ahead: installation.secondsAhead },
  ].flatMap(({ name, ahead }) => (ahead === undefined || Number.isNaN(ahead) ? [] : [{ name, ahead }]));
  const worst = clocks.reduce((a, b) => (Math.abs(b.ahead) > Math.abs(a.ahead) ? b : a), { name: "", ahead: 0 });
  const seconds = Math.abs(worst.ahead);
  if (seconds <= harmlessSeconds) return ok(`within ${Math.max(1, Math.ceil(seconds))} s of the project's`);
  const text = `${Math.round(seconds)} s ${worst.ahead > 0 ? "behind" : "ahead of"} ${worst.name}`;
  const hint = "Set the clocks by NTP: sessions expire by one clock and are refreshed by the other.";
  return seconds > harmfulSeconds ? failed(text, hint) : warning(text, hint);
}
