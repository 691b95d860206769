import pino from "pino";

/** Field names whose values never reach the log, up to two levels deep. */
const secretFields = [
  "apikey",
  "authorization",
  "cookie",
  "headers",
  "password",
  "set-cookie",
  "token",
  "x-export-token",
].map((name) => `["${name}"]`);

/**
 * The server's log: one line of JSON per event on standard error, as `log.warn({ export: id, error }, "export.stalled")`.
 * `error` is written as the messages of its cause chain, without stack traces. Never pass a customer's data.
 */
export const log = pino(
  {
    // env() has checked the value when the server starts; `next build` runs without an environment.
    level: process.env.LOG_LEVEL || "info",
    base: null,
    messageKey: "event",
    errorKey: "error",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
    serializers: { error: causeChain },
    redact: secretFields.flatMap((name) => [name, `*${name}`, `*.*${name}`]),
  },
  // console.error and not pino's own file destination: tests fail on what they do not expect there.
  { write: (line) => console.error(line.trimEnd()) },
);

/** The codes and messages of an error and its causes, five at most, the outermost first. */
function causeChain(error: unknown): string {
  const messages: string[] = [];
  for (let current = error; current && messages.length < 5; current = (current as { cause?: unknown }).cause) {
    const { message, code } = current as { message?: string; code?: string };
    messages.push([code, message ?? String(current)].filter(Boolean).join(" "));
  }
  return messages.join(" <- ");
}
