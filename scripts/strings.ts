// npm run strings: prints every text that people read on pages, in the report, in errors and in responses, for a review.
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { projectDirectory } from "../dev/project.ts";
import { sourceStrings } from "../dev/source-strings.ts";

const files = await Array.fromAsync(glob("{app,components,lib}/**/*.{ts,tsx}", { cwd: projectDirectory }));
for (const file of files.filter((name) => !name.endsWith(".types.ts")).sort()) {
  const strings = sourceStrings(await readFile(join(projectDirectory, file), "utf8"));
  if (strings.length === 0) continue;
  console.log(`\n${file}`);
  for (const { line, text } of strings) console.log(`  ${String(line).padStart(4)}  ${text}`);
}
