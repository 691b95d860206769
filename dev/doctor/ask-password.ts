import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";

/** Asks for a password on the terminal, without showing it. */
export async function askPassword(question: string): Promise<string> {
  process.stderr.write(question);
  // readline echoes what is typed into its output.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  // Ctrl-C and Ctrl-D end the script, as they do elsewhere.
  terminal.once("SIGINT", () => process.exit(130));
  terminal.once("close", () => process.stderr.write("\n"));
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
  }
}
