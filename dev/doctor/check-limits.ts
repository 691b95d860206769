import { type Installation, rowsAsked } from "./check-schema.ts";
import { type Finding, failed, ok, warning } from "./finding.ts";

/** Whether the API's row limit cuts a page. Exports do not depend on it. */
export function checkRowLimit({ rows }: Installation): Finding {
  if (rows >= rowsAsked) return ok(`at least ${rowsAsked} rows a call, which is enough for every page`);
  const hint = "Set Max rows to 1000 (Settings → Data API). Exports do not depend on it.";
  return failed(`${rows} rows a call; pages need up to ${rowsAsked}`, hint);
}

/** In which version PostgREST began to apply the timeouts that functions set for themselves. */
const hoistedSince = [12, 2];

/** Whether statements get the time that they need. */
export function checkTimeouts({ statementTimeout, postgrest }: Installation): Finding {
  const seconds = secondsOf(statementTimeout);
  if (seconds === 0) return ok("statements of signed-in users have no limit");
  const version = postgrest?.split(".").map(Number);
  if (version && isBefore(version, hoistedSince)) {
    const hint = `Update PostgREST to ${hoistedSince.join(".")} or later: this one ignores the 120 s that exports set for themselves.`;
    return failed(`PostgREST ${postgrest} ends a statement after ${statementTimeout}`, hint);
  }
  if (seconds < 3) {
    const hint = "alter role authenticated set statement_timeout = '8s'; notify pgrst, 'reload config';";
    return warning(`statements of signed-in users end after ${statementTimeout}`, hint);
  }
  return ok(`${statementTimeout} for pages; exports set 120 s for themselves`);
}

/** "8s", "500ms", "2min", "1h", "0": how Postgres prints a time setting. */
function secondsOf(setting: string): number {
  const units: Record<string, number> = { us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400 };
  const [, number = "0", unit = "ms"] = /^(\d+)(\w*)$/.exec(setting) ?? [];
  return Number(number) * (units[unit || "ms"] ?? 1e-3);
}

function isBefore([major = 0, minor = 0]: number[], [otherMajor = 0, otherMinor = 0]: number[]): boolean {
  return major < otherMajor || (major === otherMajor && minor < otherMinor);
}
