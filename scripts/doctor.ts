// npm run doctor: says whether a Supabase project is ready for exports. Without SUPABASE_URL, checks the embedded one.
// Reads DOCTOR_EMAIL and DOCTOR_PASSWORD of an owner or admin. Exit code: 0 ready, 1 not ready, 2 could not be checked.
import { checkProject } from "../dev/doctor/check-project.ts";
import { embeddedSettings } from "../dev/doctor/embedded-settings.ts";
import { printReports } from "../dev/doctor/print-reports.ts";
import { readDoctorSettings } from "../dev/doctor/read-settings.ts";
import { readVariables } from "../dev/environment.ts";
import { supervise } from "../dev/supervise.ts";

await supervise(async ({ step, done }) => {
  process.exitCode = 2;
  const settings = (await readDoctorSettings(readVariables())) ?? (await embeddedSettings(step));
  done();
  console.log(`Checking ${settings.url} as ${settings.email}\n`);
  const { failed } = await printReports(checkProject(settings), console.log);
  process.exitCode = failed > 0 ? 1 : 0;
  return [];
});
