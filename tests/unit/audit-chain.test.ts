import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { canonicalDetails, canonicalEntry } from "@/lib/audit/canonical-form";
import { verifyLogFile } from "@/lib/audit/verify-log-file";
import { parseExactJson } from "@/lib/format/exact-json";

type Entry = Record<string, unknown> & { seq: number; hash: string };

/** The hash of an entry whose fields and details are in alphabetical order, calculated without the code under test. */
function sealed(fields: Record<string, unknown>): Entry {
  const text = JSON.stringify(Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))));
  return { ...fields, hash: createHash("sha256").update(text).digest("hex") } as Entry;
}

function chainOf(length: number, change: (seq: number) => Record<string, unknown> = () => ({})): Entry[] {
  const entries: Entry[] = [];
  for (let seq = 1; seq <= length; seq++) {
    entries.push(
      sealed({
        id: `e0000000-0000-4000-8000-${String(seq).padStart(12, "0")}`,
        tenant_id: "a0000000-0000-4000-8000-000000000000",
        seq,
        created_at: "2026-11-23T14:33:33.1+00:00",
        actor_id: null,
        actor_name: 'Zoë "=1+1" \u2028 \u0001',
        actor_email: "zoe@example.test",
        actor_role: "admin",
        action: "export.contacts",
        target_type: null,
        target_id: null,
        details: { counts: { messages: 2 }, export: "x", list: [1, [], {}, "é", true, null], rows: seq },
        ip: "203.0.113.7",
        user_agent: null,
        form_version: 1,
        previous_hash: entries.at(-1)?.hash ?? "0".repeat(64),
        ...change(seq),
      }),
    );
  }
  return entries;
}

/** Checks a file with this content, read in chunks of 7 bytes so that every state is interrupted somewhere. */
async function verify(content: string | Buffer, recordedHash?: string) {
  const bytes = Buffer.from(content);
  async function* chunks() {
    for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7);
  }
  return verifyLogFile(chunks(), { recordedHash });
}

const found = async (content: string | Buffer, recordedHash?: string) =>
  (await verify(content, recordedHash)).problems.map(({ place, reason }) => `${place}: ${reason}`);

/** The entries as a file whose text was changed after the hashes were made. */
const fileOf = (entries: unknown[], change: (text: string) => string = (text) => text) =>
  change(`[\n${entries.map((entry) => JSON.stringify(entry)).join(",\n")}\n]\n`);

describe("the canonical form", () => {
  it("has the fields of its version in alphabetical order, without white space, escaped as RFC 8785 says", () => {
    const entry = { zeta: 1, ...chainOf(1)[0], details: { b: [1, true, null], a: { z: "\n\u0001é/\u007f", y: -2 } } };
    expect(canonicalEntry(parseExactJson(JSON.stringify(entry)) as Record<string, unknown>)).toBe(
      '{"action":"export.contacts","actor_email":"zoe@example.test","actor_id":null,"actor_name":"Zoë \\"=1+1\\" \u2028 \\u0001",' +
        '"actor_role":"admin","created_at":"2026-11-23T14:33:33.1+00:00","details":{"a":{"y":-2,"z":"\\n\\u0001é/\u007f"},"b":[1,true,null]},' +
        `"form_version":1,"id":"e0000000-0000-4000-8000-000000000001","ip":"203.0.113.7","previous_hash":"${"0".repeat(64)}",` +
        '"seq":1,"target_id":null,"target_type":null,"tenant_id":"a0000000-0000-4000-8000-000000000000","user_agent":null}',
    );
  });

  it.each([
    ["a fraction", '{"a":1.5}'],
    ["an integer written as a fraction", '{"a":1.0}'],
    ["an integer written with an exponent", '{"a":1e3}'],
    ["20 digits", '{"a":12345678901234567890}'],
    ["2^53", '{"a":9007199254740992}'],
    ["-(2^53)", '{"a":[-9007199254740992]}'],
    ["negative zero", '{"a":-0}'],
    ["a lone surrogate", '{"a":"\\ud800"}'],
    ["NUL", '{"a":"\\u0000"}'],
    ["a key with a capital letter", '{"A":1}'],
    ["an empty key", '{"":1}'],
    ["a key of 64 characters", `{"${"a".repeat(64)}":1}`],
    ["the key __proto__", '{"__proto__":{"a":1}}'],
    ["a key that UTF-8 and UTF-16 order differently", '{"\u{1F600}":1,"\uFFFD":2}'],
    ["nine levels", `{"a":${"[".repeat(8)}${"]".repeat(8)}}`],
    ["a list instead of an object", "[1]"],
  ])("does not exist for details with %s", (_what, json) => {
    expect(() => canonicalDetails(parseExactJson(json))).toThrow("it is not in canonical form");
  });

  it("exists for the largest integers and eight levels", () => {
    const json = `{"a":9007199254740991,"b":-9007199254740991,"c":${"[".repeat(7)}${"]".repeat(7)}}`;
    expect(canonicalDetails(parseExactJson(json))).toBe(json);
  });
});

describe("an exported log", () => {
  it("passes when it is unchanged", async () => {
    const entries = chainOf(5);
    const unbroken = {
      entries: 5,
      problemCount: 0,
      problems: [],
      since: "2026-11-23T14:33:33.1+00:00",
      head: { seq: 5, hash: entries[4]?.hash },
      unhashedFields: [],
    };
    expect(await verify(fileOf(entries), entries[2]?.hash)).toEqual(unbroken);
    // Another layout of the same values.
    expect(await verify(`\uFEFF${JSON.stringify(entries, null, 2)}`)).toEqual(unbroken);
    expect(await verify(JSON.stringify(entries).replaceAll("export.contacts", "export\\u002econtacts"))).toEqual(
      unbroken,
    );
  });

  const changes: [string, (entries: Entry[]) => unknown[], string[]][] = [
    ["an edit", (e) => e.with(2, { ...e[2], actor_name: "Evil" } as Entry), ["Entry 3: it was changed outside Hydra"]],
    [
      "an edit of a nested value",
      (e) => e.with(1, { ...e[1], details: { rows: 1 } } as never),
      ["Entry 2: it was changed outside Hydra"],
    ],
    ["a removal", (e) => e.toSpliced(1, 1), ["Entry 3: entries before it are missing"]],
    ["a removal at the start", (e) => e.slice(1), ["Entry 2: entries before it are missing"]],
    [
      "two entries swapped",
      (e) => [e[0], e[2], e[1], e[3]],
      [
        "Entry 3: entries before it are missing",
        "Entry 2: it is out of order",
        "Entry 4: entries before it are missing",
      ],
    ],
    ["an entry twice", (e) => e.toSpliced(1, 0, e[1] as Entry), ["Entry 2: another entry has the same number"]],
    [
      "an edit with a new hash",
      (e) => {
        const { hash: _, ...fields } = e[2] as Entry;
        return e.with(2, sealed({ ...fields, action: "export.completed" }));
      },
      ["Entry 4: it does not follow the entry before it"],
    ],
    [
      "entries numbered 0 and below",
      (e) => [{ ...e[0], seq: -1 }, { ...e[0], seq: 0 }, ...e],
      [
        "Entry -1: its number is below 1; it was changed outside Hydra",
        "Entry 0: its number is below 1; it was changed outside Hydra",
      ],
    ],
    [
      "a field missing",
      (e) => e.with(1, (({ ip: _, ...rest }) => rest)(e[1] as Entry) as never),
      ["Entry 2: its ip is missing or of the wrong type"],
    ],
    [
      "a field of the wrong type",
      (e) => e.with(1, { ...e[1], action: 7 } as never),
      ["Entry 2: its action is missing or of the wrong type"],
    ],
    [
      "three changes",
      (e) => [{ ...e[0], ip: "x" }, { ...e[1], ip: "x" }, e[3]],
      [
        "Entry 1: it was changed outside Hydra",
        "Entry 2: it was changed outside Hydra",
        "Entry 4: entries before it are missing",
      ],
    ],
  ];
  it.each(changes)("is reported with every problem after %s", async (_what, change, problems) => {
    expect(await found(fileOf(change(chainOf(4))))).toEqual(problems);
  });

  it("passes with fields that were added later, and names them", async () => {
    const entries = chainOf(3).map((entry) => ({ ...entry, new_column: 1.5, "\u001b[31m": {} }));
    expect(await verify(fileOf(entries))).toMatchObject({
      problemCount: 0,
      unhashedFields: ["new_column", "\u001b[31m"],
    });
  });

  it("of a later form version is not called changed", async () => {
    expect(await found(fileOf(chainOf(2, (seq) => ({ form_version: seq }))))).toEqual([
      "Entry 2: its form version is unknown",
    ]);
  });

  it("without entries is not called unbroken", async () => {
    expect(await found("[ ]")).toEqual([
      "The log: it has no entries, but an exported log has at least that of its own export",
    ]);
  });

  it("without the entry whose hash was recorded is reported", async () => {
    const entries = chainOf(3);
    expect(await found(fileOf(entries.slice(0, 2)), entries[2]?.hash)).toEqual([
      "The log: no entry has the recorded hash: the newest entries are missing, or this is another log",
    ]);
  });

  it("with more than 100 problems is reported with the first 100 and their number", async () => {
    const report = await verify(fileOf(chainOf(150).map((entry) => ({ ...entry, ip: "x" }))));
    expect(report).toMatchObject({ entries: 150, problemCount: 150 });
    expect(report.problems).toHaveLength(100);
    expect(report.problems.at(-1)?.place).toBe("Entry 100");
  });
});

describe("a file that is no exported log", () => {
  const [first, second, third] = chainOf(3).map((entry) => JSON.stringify(entry)) as [string, string, string];
  const between = (text: string) => `[${first},${text},${third}]`;

  it.each<[string, string | Buffer, string[]]>([
    ["null among the entries", between("null"), ["Element 2 of the file: it is not an entry"]],
    [
      "a key that occurs twice",
      between(second.replace("{", '{"ip":"10.0.0.1",')),
      ["Element 2 of the file: a key occurs twice in it"],
    ],
    [
      "a key that occurs twice inside of details",
      between(second.replace('"rows":', '"rows":9,"ro\\u0077s":')),
      ["Element 2 of the file: a key occurs twice in it"],
    ],
    [
      "a number of 20 digits as seq",
      between(second.replace('"seq":2', '"seq":12345678901234567890')),
      ["Element 2 of the file: its seq is missing or not a whole number within 2^53 - 1"],
    ],
    [
      "digits that a double loses",
      between(second.replace('"rows":2', '"rows":2.0000000000000000001')),
      ["Entry 2: it is not in canonical form"],
    ],
    [
      "text as seq",
      between(second.replace('"seq":2', '"seq":"2"')),
      ["Element 2 of the file: its seq is missing or not a whole number within 2^53 - 1"],
    ],
    [
      "a hash that is none",
      between(second.replace(/"hash":"..../, '"hash":"\\u001b[2J')),
      ["Element 2 of the file: its hashes are missing or not 64 hexadecimal digits"],
    ],
    ["a missing comma", `[${first} ${second},${third}]`, ["Element 1 of the file: it is not valid JSON"]],
    ["a comma too many", `[${first},${second},${third},]`, ["Element 4 of the file: it is not valid JSON"]],
    [
      "100,000 levels",
      between(`${"[".repeat(100_000)}${"]".repeat(100_000)}`),
      ["Element 2 of the file: it is nested too deeply"],
    ],
    [
      "an element of 2 MB",
      between(`"${"x".repeat(2 * 1024 * 1024)}"`),
      ["Element 2 of the file: it is larger than an entry can be"],
    ],
    [
      "bytes that are not UTF-8",
      Buffer.concat([Buffer.from(`[${first},"`), Buffer.from([0xff]), Buffer.from(`",${third}]`)]),
      ["Element 2 of the file: it is not valid UTF-8"],
    ],
    [
      "its end missing",
      `[${first},${second},${third.slice(0, 100)}`,
      ["The file: it is cut off: the list does not end"],
    ],
    ["only its last bracket missing", `[${first},${second}\n`, ["The file: it is cut off: the list does not end"]],
    ["text after its end", `[${first},${second}]\n[]`, ["The file: there is text after the end of the list"]],
  ])("is reported, and read to its end, with %s", async (_what, content, problems) => {
    expect(await found(content)).toEqual(problems);
  });

  it.each(["", " \n", "{}", "null", '"[]"', "\u0000["])("is rejected as no list: %j", async (content) => {
    await expect(verify(content)).rejects.toThrow(/^It (is empty|does not start with a list)\.$/);
  });

  it("never makes the check crash, nor print what is in it", async () => {
    const text = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom(first, second, third, "\u001b[31m", '"\u001b', "[", "]", "{", "}", ",", ":"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(text, { maxLength: 8 }), async (parts) => {
        for (const problem of await found(`[${parts.join(",")}`)) expect(problem).toMatch(/^[ -~]+$/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("npm run verify-audit-log", () => {
  /** Runs the script on a file with this content. */
  async function run(content: string, ...args: string[]): Promise<{ code: number; output: string }> {
    const directory = await mkdtemp(join(tmpdir(), "hydra-log-"));
    onTestFinished(() => rm(directory, { recursive: true }));
    const file = join(directory, "log.json");
    await writeFile(file, content);
    return new Promise((resolve) => {
      execFile(process.execPath, ["scripts/verify-audit-log.ts", file, ...args], (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr }),
      );
    });
  }

  it("exits with 0 for an unbroken log, and prints nothing of it that a terminal would obey", async () => {
    const entries = chainOf(2, () => ({ created_at: "\u001b[31m\u202ex\r" })).map((entry) => ({
      ...entry,
      "\u009b2J": 1,
    }));
    const { code, output } = await run(fileOf(entries));
    expect(code).toBe(0);
    expect(output).toContain("2 entries, unbroken since \\u{1b}[31m\\u{202e}x\\u{d}.");
    expect(output).toContain("Not covered by the hashes, so not verified: \\u{9b}2J");
    expect(output).toMatch(/^[ -~\n]+$/);
  });

  it("exits with 1 for a broken log, and prints each problem", async () => {
    const [first, second] = chainOf(2);
    const { code, output } = await run(`[null,${JSON.stringify({ ...first, ip: "x" })},${JSON.stringify(second)}`);
    expect(code).toBe(1);
    expect(output).toBe(
      "Element 1 of the file: it is not an entry.\nEntry 1: it was changed outside Hydra.\n" +
        "The file: it is cut off: the list does not end.\nBroken: 3 problems in 1 entry.\n",
    );
  });

  it("exits with 2 for a file that is no log, and for a hash that is none", async () => {
    expect(await run("id,tenant_id\r\n")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/cannot be read as an exported audit log: It does not start with a list\.\n$/),
    });
    expect(await run(fileOf(chainOf(1)), "\u001b[31m")).toMatchObject({
      code: 2,
      output: expect.stringMatching(/^Usage: [ -~]+\n$/),
    });
  });
});
