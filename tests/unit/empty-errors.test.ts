import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { onPageError, replaceEmptyErrors } from "@/lib/server/empty-errors";
import { takeConsoleErrors } from "../support/fail-on-console-error";

let server: Server;
afterEach(() => void server.close());

/** Sends a request to a server that answers like this after the hook. */
async function request(
  answer: (response: ServerResponse, request: IncomingMessage) => void,
  path = "/acme",
  init: RequestInit = {},
): Promise<Response> {
  server = createServer((incoming, response) => {
    replaceEmptyErrors(incoming, response);
    answer(response, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { ...init, keepalive: false });
}

/** Answers as Next does when a page throws. */
const failedPage = (error: unknown) => (response: ServerResponse) => {
  onPageError(error);
  response.statusCode = 500;
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.setHeader("content-encoding", "gzip");
  response.write("<html id=__next_error__>");
  response.end("</html>");
};

it("a page that fails because the database is away is a 503 that says so", async () => {
  const response = await request(failedPage(new AppError("unavailable")), "/acme?q=1");
  expect(response.status).toBe(503);
  expect(response.headers.get("retry-after")).toBe("30");
  expect(response.headers.get("content-encoding")).toBeNull();
  const page = await response.text();
  expect(page).toContain("<h1>Hydra is temporarily unavailable</h1>");
  expect(page).toContain('<a href="/acme?q=1">Try again</a>');
  expect(page).not.toContain("__next_error__");
  expect(takeConsoleErrors()).toEqual([expect.stringContaining('"code":"unavailable"')]);
});

it("a page that fails in any other way is a 500 with words, and its cause is in the log only", async () => {
  const response = await request(failedPage(new Error("column x does not exist")));
  expect(response.status).toBe(500);
  const page = await response.text();
  expect(page).toContain("<h1>This page couldn’t be loaded</h1>");
  expect(page).not.toContain("column x");
  const [line = ""] = takeConsoleErrors();
  expect(line).toContain("column x does not exist");
  expect(page).toContain(`Reference: ${JSON.parse(line).requestId}`);
});

it("a failed request of a page's scripts is left alone", async () => {
  const response = await request((answer) => {
    onPageError(new AppError("unavailable"));
    answer.writeHead(500, { "Content-Type": "text/x-component" }).end("1:E{}");
  });
  expect([response.status, await response.text()]).toEqual([500, "1:E{}"]);
});

it.each([
  ["end", (response: ServerResponse) => void response.end("Internal Server Error")],
  [
    "write",
    (response: ServerResponse) => {
      response.write("Internal");
      response.end(" Server Error");
    },
  ],
  ["writeHead", (response: ServerResponse) => void response.writeHead(500).end("Internal Server Error")],
])("an error without a content type that is sent with %s gets words", async (_name, send) => {
  const response = await request((answer) => {
    answer.statusCode = 500;
    send(answer);
  });
  expect(response.status).toBe(500);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toContain("Something went wrong on our side. Try again.");
  expect(takeConsoleErrors()).toHaveLength(1);
});

it("an API address gets JSON, and HEAD no body", async () => {
  const answer = (response: ServerResponse) => void response.writeHead(405).end();
  expect(await (await request(answer, "/api/exports")).json()).toMatchObject({ error: { code: "method_not_allowed" } });
  server.close();
  const response = await request(answer, "/api/exports", { method: "HEAD" });
  expect([response.status, await response.text()]).toEqual([405, ""]);
});

it.each([
  [200, { "content-type": "text/csv" }, "a,b"],
  [204, {}, ""],
  [307, { location: "/login" }, "/login"],
  [404, { "content-type": "application/json" }, "{}"],
])("a response %i with %j is left as it is", async (status, headers, body) => {
  const response = await request((answer) => void answer.writeHead(status, headers).end(body), "/", {
    redirect: "manual",
  });
  expect([response.status, await response.text()]).toEqual([status, body]);
});
