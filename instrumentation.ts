import { env } from "./lib/env";

/** Called by Next once, when the server starts: a wrong setting stops it here and not at the first request. */
export function register(): void {
  env();
}
