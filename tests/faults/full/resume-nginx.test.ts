import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { startAppServer } from "../../support/app-server";
import { curlOnce, curlUntilWhole, fileSha256 } from "../../support/curl-download";
import { startCuttingProxy } from "../../support/cutting-proxy";
import { examples, findProgram, startReverseProxy } from "../../support/reverse-proxy";
import { stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";
import { addContacts, endedExport, makeWorkspace } from "../../support/workspace";

let admin: TestUser;
let slug: string;
let directory: string;
/** The file as one undisturbed download has it. */
let whole: Buffer;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "hydra-nginx-"));
  const workspace = await makeWorkspace("resume-nginx");
  slug = workspace.slug;
  await addContacts(workspace.id, 1_000, 20_000);
  admin = await TestUser.signedIn("admin@acme.test");
  whole = Buffer.from(await (await admin.fetch((await newExport()).file)).arrayBuffer());
});
afterAll(() => rmSync(directory, { recursive: true }));

const newExport = () => admin.createExport({ workspace: slug, kind: "contacts", format: "csv" });

/** Goes on with an export's file until it is whole, and compares it. @returns the exit codes of the runs that were cut */
async function requireWhole({ id, url, options = [] }: { id: string; url: string; options?: string[] }) {
  const target = join(directory, id);
  const runs = await curlUntilWhole(id, url, target, admin.cookie, options);
  expect(readFileSync(target).equals(whole)).toBe(true);
  expect(await endedExport(id)).toMatchObject({ status: "completed", sha256: fileSha256(target) });
  return runs.slice(0, -1).map(({ exitCode }) => exitCode);
}

it("over HTTP/1.0, a cut is seen as a cut, and curl goes on", async () => {
  const proxy = await startCuttingProxy(stack.appUrl);
  onTestFinished(() => proxy.stop());
  const cuts = [5_000_000, 8_000_000, 800];
  proxy.cutAfter = () => cuts.shift() ?? Number.POSITIVE_INFINITY;
  const { id, file } = await newExport();
  expect(await requireWhole({ id, url: proxy.url + file, options: ["-0"] })).toEqual([56, 56, 56]);
});

/** nginx in front of a server, with Debian's settings, HTTP/1.0 and buffering among them, but for these. */
function startNginx(settings: string, appUrl: string) {
  const text = `server {\nlisten 80;\nlocation / { proxy_pass http://127.0.0.1:3000; ${settings} }\n}`;
  return startReverseProxy(examples.nginx as (typeof examples)[string], appUrl, () => text);
}

it("behind nginx with Debian's settings, a download that the app ends is seen as cut, and goes on", async ({
  skip,
}) => {
  skip(!findProgram("nginx"), "nginx is not installed");
  const app = await startAppServer({ EXPORT_DEADLINE_SECONDS: "2" });
  onTestFinished(() => void app.process.kill("SIGKILL"));
  // Slower than the app, so that it has not sent everything within two seconds.
  const nginx = await startNginx("proxy_limit_rate 3m;", app.url);
  onTestFinished(() => nginx.stop());
  const { id, file } = await newExport();
  const exitCodes = await requireWhole({ id, url: nginx.url + file });
  expect(exitCodes[0]).toBe(18);
  // 22: on a busy machine, making again what the client has can take the two seconds, too: a 503.
  expect(exitCodes.filter((code) => code !== 18 && code !== 22)).toEqual([]);
});

it.for(["on", "off"])(
  "behind nginx with proxy_buffering %s, a client that leaves goes on, whatever nginx has read meanwhile",
  async (buffering, { skip }) => {
    skip(!findProgram("nginx"), "nginx is not installed");
    const nginx = await startNginx(`proxy_buffering ${buffering};`, stack.appUrl);
    onTestFinished(() => nginx.stop());
    const { id, file } = await newExport();
    const options = ["--limit-rate", "5M", "--max-time", "1"];
    const { exitCode, bytes } = await curlOnce(nginx.url + file, join(directory, id), admin.cookie, options);
    expect([exitCode, bytes > 0]).toEqual([28, true]);
    await endedExport(id);
    expect(await requireWhole({ id, url: nginx.url + file })).toEqual([]);
  },
);
