import { dirname, join } from "node:path";

/** The folder that holds package.json. */
export const projectDirectory = dirname(import.meta.dirname);

/** Everything `npm start` keeps between runs: data, keys, logs. Git-ignored. */
export const localDirectory = join(projectDirectory, ".local");
