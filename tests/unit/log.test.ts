import { expect, it } from "vitest";
import { log } from "@/lib/log";
import { takeConsoleErrors } from "../support/fail-on-console-error";

/** What a call writes, parsed: one line of console.error. */
function logged(write: () => void): Record<string, unknown> {
  write();
  const lines = takeConsoleErrors();
  expect(lines).toHaveLength(1);
  const [line = ""] = lines;
  expect(line).not.toContain("\n");
  return JSON.parse(line);
}

it("a log line is one JSON object with level, time, fields and event", () => {
  expect(logged(() => log.info({ export: "x", rows: 3 }, "export.completed"))).toEqual({
    level: "info",
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    export: "x",
    rows: 3,
    event: "export.completed",
  });
});

it("a log line has the messages of an error's causes and no stack trace", () => {
  const cause = Object.assign(new Error("connection refused"), { code: "ECONNREFUSED" });
  const line = logged(() => log.error({ error: new Error("Hydra is unavailable.", { cause }) }, "request.failed"));
  expect(line).toMatchObject({ level: "error", error: "Hydra is unavailable. <- ECONNREFUSED connection refused" });
  expect(JSON.stringify(line)).not.toContain("    at ");
});

it.each(["apikey", "authorization", "cookie", "headers", "password", "set-cookie", "token", "x-export-token"])(
  "the log redacts the field %s at every level where it can be",
  (name) => {
    const line = logged(() => log.warn({ [name]: "secret", a: { [name]: "secret", b: { [name]: "secret" } } }, "x"));
    expect(JSON.stringify(line)).not.toContain("secret");
  },
);

it("debug lines are not written unless LOG_LEVEL asks for them", () => {
  log.debug({}, "x");
  expect(takeConsoleErrors()).toEqual([]);
});
