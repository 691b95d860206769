import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startAppServer } from "../../support/app-server";
import { curlOnce, curlUntilWhole, fileSha256 } from "../../support/curl-download";
import { type CuttingProxy, startCuttingProxy } from "../../support/cutting-proxy";
import { type Example, examples, findProgram, startReverseProxy } from "../../support/reverse-proxy";
import { stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../../support/workspace";

let admin: TestUser;
let slug: string;
let directory: string;
/** Between the app and what is in front of it. */
let cuttingProxy: CuttingProxy;
/** The file as one undisturbed download has it. */
let whole: Buffer;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "hydra-nginx-"));
  const workspace = await makeWorkspace("resume-nginx");
  slug = workspace.slug;
  await addContacts(workspace.id, 1_000, 20_000);
  admin = await TestUser.signedIn("admin@acme.test");
  cuttingProxy = await startCuttingProxy(stack.appUrl);
  whole = Buffer.from(await (await admin.fetch((await newExport()).file)).arrayBuffer());
});
afterAll(async () => {
  await cuttingProxy.stop();
  rmSync(directory, { recursive: true });
});

const newExport = () => admin.createExport({ workspace: slug, kind: "contacts", format: "csv" });

/** Goes on with an export's file until it is whole, and compares it. @returns the exit codes of the runs that were cut */
async function requireWhole({ id, url, options = [] }: { id: string; url: string; options?: string[] }) {
  const target = join(directory, id);
  const runs = await curlUntilWhole(id, url, target, admin.cookie, options);
  expect(readFileSync(target).equals(whole)).toBe(true);
  expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: fileSha256(target) });
  return runs.slice(0, -1).map(({ exitCode }) => exitCode);
}

/** Cuts the next connections of the app after so many bytes each. */
function cutAfter(...bytes: number[]) {
  cuttingProxy.cutAfter = () => bytes.shift() ?? Number.POSITIVE_INFINITY;
}

it("over HTTP/1.0, a cut is seen as a cut, and curl goes on", async () => {
  const { id, file } = await newExport();
  cutAfter(5_000_000, 8_000_000, 800);
  expect(await requireWhole({ id, url: cuttingProxy.url + file, options: ["-0"] })).toEqual([56, 56, 56]);
});

/** nginx in front of a server, with Debian's settings but for these. */
function startNginx(settings: string, appUrl: string) {
  const text = `server {\nlisten 80;\nlocation / { proxy_pass http://127.0.0.1:3000; ${settings} }\n}`;
  return startReverseProxy({ ...(examples.nginx as Example), text }, appUrl);
}

it("behind nginx with Debian's settings, a download that the app ends is seen as cut, and goes on", async ({
  skip,
}) => {
  skip(!findProgram("nginx"), "nginx is not installed");
  const app = await startAppServer({ EXPORT_DEADLINE_SECONDS: "1" });
  onTestFinished(() => void app.process.kill("SIGKILL"));
  // Slower than the app, so that it has not sent everything within its second.
  const nginx = await startNginx("proxy_limit_rate 5m;", app.url);
  onTestFinished(() => nginx.stop());
  const { id, file } = await newExport();
  const exitCodes = await requireWhole({ id, url: nginx.url + file });
  expect(new Set(exitCodes)).toEqual(new Set([18]));
});

// With Debian's settings, nginx asks over HTTP/1.0 and buffers.
describe.each(["1.0", "1.1"])("behind nginx that asks over HTTP/%s", (version) => {
  describe.each(["on", "off"])("with proxy_buffering %s", (buffering) => {
    if (!findProgram("nginx")) {
      it.skip("nothing is tested: nginx is not installed");
      return;
    }
    let nginx: Awaited<ReturnType<typeof startReverseProxy>>;
    beforeAll(async () => {
      cutAfter();
      const settings = `proxy_http_version ${version}; proxy_buffering ${buffering};`;
      nginx = await startNginx(settings, cuttingProxy.url);
    });
    afterAll(() => nginx.stop());

    it("a cut is seen as a cut, and curl goes on", async () => {
      const { id, file } = await newExport();
      cutAfter(5_000_000, 8_000_000, 800_000);
      // 18: a part of the file.
      expect(await requireWhole({ id, url: nginx.url + file })).toEqual([18, 18, 18]);
    });

    it("a client that leaves goes on, also when nginx has read the whole file meanwhile", async () => {
      const { id, file } = await newExport();
      cutAfter();
      const options = ["--limit-rate", "5M", "--max-time", "1"];
      const { exitCode, bytes } = await curlOnce(nginx.url + file, join(directory, id), admin.cookie, options);
      expect([exitCode, bytes > 0]).toEqual([28, true]);
      await endedExport(id);
      expect(await requireWhole({ id, url: nginx.url + file })).toEqual([]);
    });
  });
});
