import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { zipPackage } from "@/lib/exports/formats/package/zip-package";

// A package with a file of more than 4 GiB, which needs ZIP64 (APPNOTE.TXT 4.3.9.2), and the memory that it takes.

const bytes = 4_400_000_000;
const chunk = Buffer.alloc(1_000_000, '{"id":"0"},\n');
let folder: string;
let path: string;
let grownBytes = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "large-package-"));
  path = join(folder, "large.zip");
  async function* large() {
    for (let sent = 0; sent < bytes; sent += chunk.length) yield chunk;
  }
  async function* small() {
    yield Buffer.from("after it");
  }
  const entries = [
    { name: "data.json", content: large() },
    { name: "README.txt", content: small() },
  ];
  const before = process.memoryUsage().rss;
  const timer = setInterval(() => {
    grownBytes = Math.max(grownBytes, process.memoryUsage().rss - before);
  }, 50);
  await pipeline(Readable.from(zipPackage(entries, { modifiedAt: new Date() })), createWriteStream(path));
  clearInterval(timer);
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

it("a package with a file above 4 GiB takes no more memory than a small one", () => {
  expect(grownBytes).toBeLessThan(120_000_000);
});

it("a package with a file above 4 GiB opens in unzip", async ({ skip }) => {
  const found = await execa("unzip", ["-v"], { reject: false });
  skip(found.exitCode !== 0, "unzip is not installed");
  const { stdout } = await execa("unzip", ["-l", path]);
  expect(stdout).toContain(String(bytes));
  expect((await execa("unzip", ["-p", path, "README.txt"])).stdout).toBe("after it");
});

it("a package with a file above 4 GiB opens in Python", async ({ skip }) => {
  const script =
    "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.getinfo('data.json').file_size)";
  const { exitCode, stdout } = await execa("python3", ["-c", script, path], { reject: false });
  skip(exitCode === undefined, "Python is not installed");
  expect(stdout).toBe(String(bytes));
}, 300_000);
