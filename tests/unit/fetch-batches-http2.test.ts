import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import {
  constants,
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { batchText, fetchBatches } from "@/lib/exports/source/fetch-batches";
import { makePrivateKey } from "@/lib/receipts/key-format";
import { batchHeaders } from "../support/batch-server";
import { takeConsoleErrors } from "../support/fail-on-console-error";

const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

if (!hasOpenssl) it.skip("batches over HTTP/2 are not tested: openssl, which makes the certificate, is not installed");

// A gateway that offers HTTP/2 and HTTP/1.1, as Cloudflare does.
describe.skipIf(!hasOpenssl)("over HTTP/2", () => {
  const directory = mkdtempSync(join(tmpdir(), "hydra-http2-"));
  const sessions = new Set<ServerHttp2Session>();
  const versions: string[] = [];
  let server: Http2SecureServer;
  let handle: (request: Http2ServerRequest, response: Http2ServerResponse) => void;
  const dispatcher = getGlobalDispatcher();

  beforeAll(async () => {
    const [key, cert] = [join(directory, "key.pem"), join(directory, "cert.pem")];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
    const names = ["-subj", "/CN=gateway", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", ["req", "-x509", ...curve, "-keyout", key, "-out", cert, ...names], { stdio: "ignore" });
    server = createSecureServer(
      { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true },
      (request, response) => {
        versions.push(request.httpVersion);
        handle(request, response);
      },
    );
    server.on("session", (session) => sessions.add(session));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    setGlobalDispatcher(new Agent({ connect: { ca: readFileSync(cert) } }));
  });
  beforeEach(() => {
    versions.length = 0;
    vi.stubEnv("SUPABASE_URL", `https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_test");
    vi.stubEnv("EXPORT_SIGNING_KEY", makePrivateKey());
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => {
    setGlobalDispatcher(dispatcher);
    for (const session of sessions) session.destroy();
    server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const text = "a batch".repeat(50_000);
  const sendWhole = (response: Http2ServerResponse, next: Record<string, string> | null) => {
    response.writeHead(200, batchHeaders(text, next));
    response.end(text);
  };
  const readAll = async () =>
    (await Array.fromAsync(fetchBatches("token", "export_contacts", {}, new AbortController().signal))).map(batchText);

  it("batches arrive whole", async () => {
    handle = ({ url }, response) => sendWhole(response, url.includes("after_id=2") ? null : next(url));
    expect(await readAll()).toEqual([text, text, text]);
    expect(new Set(versions)).toEqual(new Set(["2.0"]));
  });

  it("a batch whose stream is reset in the middle is read again", async () => {
    let calls = 0;
    handle = (_request, response) => {
      if (++calls > 1) return sendWhole(response, null);
      response.writeHead(200, batchHeaders(text));
      response.write(text.slice(0, 100_000), () => response.stream.close(constants.NGHTTP2_INTERNAL_ERROR));
    };
    expect(await readAll()).toEqual([text]);
    expect(calls).toBe(2);
    expect(takeConsoleErrors()).toEqual([expect.stringContaining("export_contacts")]);
  });

  it("a connection that the gateway gives up after a batch is replaced", async () => {
    handle = ({ url, stream }, response) => {
      sendWhole(response, url.includes("after_id=2") ? null : next(url));
      response.once("finish", () => stream.session?.goaway());
    };
    expect(await readAll()).toEqual([text, text, text]);
    takeConsoleErrors();
  });

  /** The cursor after that of a request. */
  function next(url: string): Record<string, string> {
    return { after_id: String(Number(/after_id=(\d+)/.exec(url)?.[1] ?? 0) + 1) };
  }
});
