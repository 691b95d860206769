import { dirname, join } from "node:path";

/** Holds package.json. */
export const projectDirectory = dirname(import.meta.dirname);

/** Holds all that `npm start` keeps: data, keys, logs. Git ignores it. */
export const localDirectory = join(projectDirectory, ".local");
