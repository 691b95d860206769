type Fields = Record<string, string | number | boolean | null | undefined>;

/** One line of JSON to standard error. Never pass a key, a ticket, a cookie or a customer's data. */
export function log(event: string, fields: Fields = {}, error?: unknown): void {
  console.error(
    JSON.stringify({ time: new Date().toISOString(), event, ...fields, ...(error ? { error: causes(error) } : {}) }),
  );
}

/** The chain of an error's causes in one line, without stack traces. */
function causes(error: unknown): string {
  const parts: string[] = [];
  for (let current = error; current && parts.length < 5; current = (current as { cause?: unknown }).cause) {
    const { message, code } = current as { message?: string; code?: string };
    parts.push([code, message ?? String(current)].filter(Boolean).join(" "));
  }
  return parts.join(" <- ");
}
