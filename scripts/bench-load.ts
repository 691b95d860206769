// npm run bench:load: many admins export at once, then one exports many times. Fails when a target is missed.
import { runLoad } from "../bench/load/run-load.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step, done }) => {
  await runLoad(step, done);
  return [];
});
