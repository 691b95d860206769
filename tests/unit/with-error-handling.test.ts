import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { withErrorHandling } from "@/lib/http/with-error-handling";
import { takeConsoleErrors } from "../support/fail-on-console-error";

/** The response of a route whose handler throws this. */
function respondTo(thrown: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const route = withErrorHandling(async () => {
    throw thrown;
  });
  return route(new Request("http://hydra.test/api/exports?workspace=acme", { method: "POST", headers }), undefined);
}

it("a handler's response is returned, and no cache may store it", async () => {
  const route = withErrorHandling(async (_request, { id }: { id: string }) => Response.json({ id }, { status: 201 }));
  const response = await route(new Request("http://hydra.test/"), { id: "x" });
  expect(response.status).toBe(201);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({ id: "x" });
});

it("an AppError becomes JSON with its status, message and headers", async () => {
  const response = await respondTo(new AppError("too_many_running", "Wait.", { headers: { "Retry-After": "30" } }));
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("30");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    error: { code: "too_many_running", message: "Wait.", requestId: expect.any(String) },
  });
});

it("a browser gets an AppError as an HTML page", async () => {
  const response = await respondTo(new AppError("expired"), { accept: "text/html,*/*" });
  expect(response.status).toBe(410);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.text()).toContain("This download link has expired.");
});

it("any other error is a 500 without its message, logged once with the same requestId", async () => {
  const response = await respondTo(new Error("relation does not exist"));
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).not.toContain("relation");
  const lines = takeConsoleErrors();
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({
    level: "error",
    event: "request.failed",
    requestId: JSON.parse(text).error.requestId,
    method: "POST",
    path: "/api/exports",
    code: "internal",
    error: "internal Something went wrong on our side. Try again. <- relation does not exist",
  });
});

it("an error below 500 is not logged", async () => {
  await respondTo(new AppError("forbidden"));
  expect(takeConsoleErrors()).toEqual([]);
});
