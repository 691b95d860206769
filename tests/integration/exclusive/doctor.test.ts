import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makePrivateKey, publicKeyOf } from "@/lib/receipts/key-format";
import { checkProject, type DoctorSettings, type Report } from "../../../dev/doctor/check-project";
import { changeResponse, Gateway, type GatewayRule, onPath, passOn } from "../../support/gateway";
import { makeOutsiderUser } from "../../support/outsider-user";
import { sql, stack } from "../../support/stack";
import { TestUser } from "../../support/test-user";

const settings: DoctorSettings = {
  url: stack.supabaseUrl,
  publishableKey: stack.publishableKey,
  signingKey: stack.signingKey,
  verificationKeys: [],
  email: "owner@acme.test",
  password: "hydra-demo",
};

const gateway = new Gateway(stack.supabaseUrl);
let gatewayUrl: string;
beforeAll(async () => {
  gatewayUrl = await gateway.start();
});
afterEach(() => {
  gateway.rule = passOn;
});
afterAll(async () => {
  gateway.stop();
  await sql.end();
});

/** Runs every check. @returns the finding of each by its name, and the export that was made */
async function examine(changes: Partial<DoctorSettings> = {}) {
  const reports: Report[] = await Array.fromAsync(checkProject({ ...settings, ...changes }));
  const found = new Map(reports.flatMap((report) => ("check" in report ? [[report.check, report.finding]] : [])));
  return { found, made: reports.find((report) => "exportId" in report) };
}

async function throughGateway(rule: GatewayRule) {
  gateway.rule = rule;
  return (await examine({ url: gatewayUrl })).found;
}

describe("the doctor finds nothing wrong with the stack", () => {
  let found: Awaited<ReturnType<typeof examine>>["found"];
  let made: Awaited<ReturnType<typeof examine>>["made"];
  let before: Record<string, unknown> | undefined;
  const rowsOfTables = async () =>
    (
      await sql`
        select (select count(*) from exports) as exports, (select count(*) from audit_log) as entries,
          (select count(*) from private.sign_in_attempts) as attempts, (select count(*) from customers) as customers`
    )[0];
  beforeAll(async () => {
    before = await rowsOfTables();
    ({ found, made } = await examine());
  });

  it("in any of its checks", () => {
    expect(Object.fromEntries([...found].map(([check, { status, text }]) => [check, `${status} ${text}`]))).toEqual({
      "Signing key": "ok signs and verifies",
      Address: expect.stringMatching(/^ok answers within \d+ ms$/),
      "Publishable key": "ok accepted",
      "Sign-in": "ok as owner@acme.test",
      Session: "ok can be refreshed",
      "Session keys": expect.stringMatching(/^ok /),
      Headers: "ok headers of 6 kB and URLs of 4 kB pass",
      Migrations: expect.stringMatching(/^ok migration \d{14}, Postgres \d+/),
      Clock: expect.stringMatching(/^ok within [1-5] s of the project's$/),
      "Row limit": "ok at least 200 rows a call, which is enough for every page",
      "Time limit": expect.stringMatching(/^ok /),
      Functions: expect.stringMatching(/^ok all \d\d can be called$/),
      "Export token": "ok a made-up token is refused",
      // The first of the user's workspaces, of which other tests make some.
      Workspace: expect.stringMatching(/^ok owner of \S+$/),
      Receipts: expect.stringMatching(/^(ok|warning) /),
      Export: expect.stringMatching(/^ok \d+ contacts of \S+ read back and equal$/),
    });
  });

  it("and has written nothing but one export, which it names in the audit log and cancels", async () => {
    if (!made || !("exportId" in made)) throw new Error("It made no export.");
    const entries = await sql`
      select action, actor_email, user_agent from audit_log where export_id = ${made.exportId} order by seq`;
    expect([...entries]).toEqual([
      { action: "export.contacts", actor_email: "owner@acme.test", user_agent: "Hydra doctor" },
      { action: "export.cancelled", actor_email: "owner@acme.test", user_agent: null },
    ]);
    expect(await rowsOfTables()).toEqual({
      ...before,
      exports: String(Number(before?.exports) + 1),
      entries: String(Number(before?.entries) + 2),
    });
  });

  it("and has left no session", async () => {
    const [{ sessions } = {}] = await sql`
      select count(*)::int as sessions from auth.sessions s join auth.users u on u.id = s.user_id
      where u.email = 'owner@acme.test' and s.created_at > now() - interval '10 seconds' and s.user_agent = 'node'`;
    expect(sessions).toBe(0);
  });
});

describe("the doctor says what is wrong with the settings:", () => {
  const failures: [string, Partial<DoctorSettings>, check: string, status: string, text: RegExp][] = [
    ["no signing key", { signingKey: undefined }, "Signing key", "failed", /EXPORT_SIGNING_KEY is not set/],
    ["a signing key that is none", { signingKey: "MC4CAQ" }, "Signing key", "failed", /no Ed25519 private key/],
    ["an earlier key that is none", { verificationKeys: ["x"] }, "Signing key", "failed", /number 1 is no Ed25519/],
    ["a host that does not exist", { url: "https://nothing.invalid" }, "Address", "failed", /no host|resolved/],
    [
      "a port on which nothing listens",
      { url: "http://127.0.0.1:1" },
      "Address",
      "failed",
      /nothing listens there|bad port/,
    ],
    [
      "https where http is spoken",
      { url: stack.supabaseUrl.replace("http:", "https:") },
      "Address",
      "failed",
      /does not speak https|packet length|wrong version/,
    ],
    ["the app's address", { url: stack.appUrl }, "Address", "failed", /is not Supabase|redirects to/],
    [
      "another project's key",
      { publishableKey: "sb_publishable_of_another_project" },
      "Publishable key",
      "failed",
      /refused \(401/,
    ],
    ["a wrong password", { password: "wrong" }, "Sign-in", "failed", /wrong email or password/],
    ["an account that does not exist", { email: "nobody@acme.test" }, "Sign-in", "failed", /wrong email or password/],
    ["a member's account", { email: "member@acme.test" }, "Workspace", "failed", /member of \S+, not owner or admin/],
  ];

  it.each(failures)("%s", async (_title, changes, check, status, text) => {
    const { found, made } = await examine(changes);
    expect(found.get(check)).toMatchObject({ status, text: expect.stringMatching(text), hint: expect.any(String) });
    // Only what is independent of it was checked, and no export made where it failed.
    if (check !== "Signing key") expect(made).toBeUndefined();
  });

  it("an account in no workspace", async () => {
    const { found } = await examine({ email: await makeOutsiderUser() });
    expect(found.get("Workspace")).toMatchObject({ status: "failed", text: "a member of no workspace" });
  });

  it("a signing key that earlier receipts are not signed with, unless its predecessor is listed", async () => {
    const admin = await TestUser.signedIn("admin@acme.test");
    const { response } = await admin.download({ workspace: "acme", kind: "audit_log", format: "json" });
    await response.text();
    const signingKey = makePrivateKey();
    expect((await examine({ signingKey })).found.get("Receipts")).toMatchObject({ status: "warning" });
    const verificationKeys = [publicKeyOf(stack.signingKey)];
    expect((await examine({ signingKey, verificationKeys })).found.get("Receipts")).toMatchObject({ status: "ok" });
  });
});

const json = (status: number, value: unknown) => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(value)),
});
const missingFunction = { code: "PGRST202", details: null, hint: null, message: "Could not find the function" };

describe("the doctor says what is wrong with the project:", () => {
  const failures: [string, GatewayRule, check: string, status: string, text: RegExp][] = [
    ["it is paused", ({ reply }) => reply({ status: 540 }), "Address", "failed", /the project is paused/],
    ["it answers 503", ({ reply }) => reply({ status: 503 }), "Address", "failed", /answers 503/],
    [
      "it redirects",
      ({ reply }) => reply({ status: 301, headers: { location: "https://elsewhere.example" } }),
      "Address",
      "failed",
      /redirects to https:\/\/elsewhere\.example/,
    ],
    [
      "an HTML page",
      ({ reply }) => reply({ headers: { "content-type": "text/html" }, body: Buffer.from("<!doctype html>") }),
      "Address",
      "failed",
      /is not Supabase/,
    ],
    [
      "the Data API is off",
      onPath(/\/rest\//, ({ reply }) => reply({ status: 404, body: Buffer.from("{}") })),
      "Publishable key",
      "failed",
      /the Data API answers 404/,
    ],
    [
      "another schema is exposed",
      onPath(/\/rest\//, ({ reply }) => reply(json(406, { code: "PGRST106", message: "Invalid schema: public" }))),
      "Publishable key",
      "failed",
      /does not serve the schema public/,
    ],
    [
      "sign-in with a password is off",
      onPath(/grant_type=password/, ({ reply }) => reply(json(422, { error_code: "email_provider_disabled" }))),
      "Sign-in",
      "failed",
      /sign-in with a password is disabled/,
    ],
    [
      "sessions cannot be refreshed",
      onPath(/grant_type=refresh_token/, ({ reply }) => reply(json(400, { error_code: "refresh_token_not_found" }))),
      "Session",
      "failed",
      /cannot be refreshed/,
    ],
    [
      "no migrations",
      onPath(/describe_installation/, ({ reply }) => reply(json(404, missingFunction))),
      "Migrations",
      "failed",
      /missing or older/,
    ],
    [
      "older migrations",
      onPath(
        /describe_installation/,
        changeResponse((response) => {
          response.body = Buffer.from(
            response.body.toString().replaceAll(/"migration":"\d+"/g, '"migration":"20200101000000"'),
          );
        }),
      ),
      "Migrations",
      "failed",
      /the newest migration is 20200101000000/,
    ],
    [
      "newer migrations",
      onPath(
        /describe_installation/,
        changeResponse((response) => {
          response.body = Buffer.from(
            response.body.toString().replaceAll(/"migration":"\d+"/g, '"migration":"20990101000000"'),
          );
        }),
      ),
      "Migrations",
      "failed",
      /the newest migration is 20990101000000/,
    ],
    [
      "a function that the API does not know",
      onPath(/rpc\/verify_audit_log/, ({ reply }) => reply(json(404, missingFunction))),
      "Functions",
      "failed",
      /verify_audit_log is missing/,
    ],
    [
      "a function that may not be called",
      onPath(/rpc\/my_workspaces/, ({ reply }) =>
        reply(json(403, { code: "42501", message: "permission denied for function my_workspaces" })),
      ),
      "Functions",
      "failed",
      /my_workspaces may not be called/,
    ],
    [
      "a row limit of 100",
      changeResponse((response) => {
        if (!/json/.test(String(response.headers["content-type"]))) return;
        const rows: unknown = JSON.parse(response.body.toString() || "null");
        if (Array.isArray(rows)) response.body = Buffer.from(JSON.stringify(rows.slice(0, 100)));
      }),
      "Row limit",
      "failed",
      /^100 rows a call; pages need up to 200$/,
    ],
    [
      "statements that end after a second",
      onPath(
        /describe_installation/,
        changeResponse((response) => {
          response.body = Buffer.from(
            response.body.toString().replaceAll(/"statement_timeout":"\w+"/g, '"statement_timeout":"1s"'),
          );
        }),
      ),
      "Time limit",
      "warning",
      /end after 1s/,
    ],
    [
      "a PostgREST that ignores the time limits of functions",
      onPath(
        /describe_installation/,
        changeResponse((response) => {
          response.headers.server = "postgrest/12.0.2";
          response.body = Buffer.from(
            response.body.toString().replaceAll(/"statement_timeout":"\w+"/g, '"statement_timeout":"8s"'),
          );
        }),
      ),
      "Time limit",
      "failed",
      /PostgREST 12\.0\.2 ends a statement after 8s/,
    ],
    ["a clock that is 12 s ahead", shiftDate(12), "Clock", "warning", /^1[123] s behind the gateway's$/],
    ["a clock that is 3 minutes behind", shiftDate(-180), "Clock", "failed", /^1(79|80|81) s ahead of the gateway's$/],
    [
      "made-up tokens that are accepted",
      onPath(/rpc\/export_contacts/, ({ request, forward, reply }) =>
        request.method === "GET" ? reply({ body: Buffer.from("(1)") }) : forward().then(reply),
      ),
      "Export token",
      "failed",
      /accepted/,
    ],
    [
      "customers that anybody can read",
      onPath(/customers\?select=id&limit=1/, ({ reply }) => reply(json(200, [{ id: "1" }]))),
      "Export token",
      "failed",
      /without signing in/,
    ],
    [
      "a gateway that drops X-Batch",
      changeResponse(({ headers }) => void delete headers["x-batch"]),
      "Export",
      "failed",
      /without its header X-Batch/,
    ],
    [
      "a gateway that changes a letter",
      onPath(
        /rpc\/export_contacts\?until/,
        changeResponse((response) => {
          response.body = Buffer.from(response.body.toString().replace(/"name":"./, '"name":"#'));
        }),
      ),
      "Export",
      "failed",
      /^name of contact [0-9a-f-]{36} differs$/,
    ],
    [
      "a gateway that truncates batches",
      onPath(
        /rpc\/export_contacts\?until/,
        changeResponse((response) => {
          response.body = response.body.subarray(0, 500);
        }),
      ),
      "Export",
      "failed",
      /^a batch of \d+ bytes arrives with 500$/,
    ],
    [
      "no free export",
      onPath(/rest\/v1\/exports/, ({ reply }) => reply(json(429, { code: "PT429", message: "3 exports are running" }))),
      "Export",
      "failed",
      /\S+ has as many exports as it may have/,
    ],
  ];

  it.each(failures)("%s", async (_title, rule, check, status, text) => {
    const found = await throughGateway(rule);
    expect(found.get(check)).toMatchObject({ status, text: expect.stringMatching(text), hint: expect.any(String) });
  });

  it.each([
    ["headers of 5 kB", { maxHeaderSize: 5 * 1024 }],
    ["headers of 8 kB in all", { maxHeaderSize: 8 * 1024 }],
  ])("a gateway that accepts no more than %s", async (_title, options) => {
    const narrow = new Gateway(stack.supabaseUrl, options);
    try {
      const { found } = await examine({ url: await narrow.start() });
      expect(found.get("Headers")).toMatchObject({ status: "failed", text: expect.stringMatching(/431/) });
    } finally {
      narrow.stop();
    }
  });

  it("a gateway that hangs up in the middle is named as such, and the other checks go on", async () => {
    const found = await throughGateway(onPath(/rpc\/my_workspaces/, ({ response }) => void response.destroy()));
    expect(found.get("Workspace")).toMatchObject({ status: "failed", text: expect.stringMatching(/^no answer: /) });
    expect(found.get("Export token")).toMatchObject({ status: "ok" });
  });

  it.each<[string, GatewayRule]>([
    ["answers 502", ({ reply }) => reply({ status: 502 })],
    ["hangs up", ({ response }) => void response.destroy()],
  ])("an export that was made is cancelled when the next call %s, and named", async (_title, rule) => {
    gateway.rule = onPath(/rpc\/open_export/, rule);
    const { found, made } = await examine({ url: gatewayUrl });
    expect(found.get("Export")).toMatchObject({ status: "failed" });
    if (!made || !("exportId" in made)) throw new Error("It names no export.");
    const [row] = await sql`select status from exports where id = ${made.exportId}`;
    expect(row?.status).toBe("cancelled");
  });

  it("an export that cannot be cancelled", async () => {
    gateway.rule = (exchange) =>
      exchange.request.method === "PATCH" ? exchange.reply({ status: 502 }) : passOn(exchange);
    const { found, made } = await examine({ url: gatewayUrl });
    expect(found.get("Export")).toMatchObject({ status: "warning", text: expect.stringMatching(/not be cancelled/) });
    if (made && "exportId" in made) await sql`update exports set status = 'cancelled' where id = ${made.exportId}`;
  });
});

/** A gateway whose clock is ahead by so many seconds. */
function shiftDate(seconds: number): GatewayRule {
  return changeResponse(({ headers }) => {
    headers.date = new Date(Date.now() + seconds * 1000).toUTCString();
  });
}

describe("npm run doctor", () => {
  /** Runs the script. @returns its exit code and what it printed */
  function run(variables: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
    const names = ["SUPABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "EXPORT_SIGNING_KEY", "DOCTOR_EMAIL", "DOCTOR_PASSWORD"];
    const cleared = Object.fromEntries(names.map((name) => [name, ""]));
    const env = { ...process.env, NO_COLOR: "1", ...cleared, ...variables };
    return new Promise((resolve) => {
      const script = join("scripts", "doctor.ts");
      const child = execFile(process.execPath, [script], { env }, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
      child.stdin?.end();
    });
  }
  const variables = {
    SUPABASE_URL: stack.supabaseUrl,
    SUPABASE_PUBLISHABLE_KEY: stack.publishableKey,
    EXPORT_SIGNING_KEY: stack.signingKey,
    DOCTOR_EMAIL: "admin@acme.test",
    DOCTOR_PASSWORD: "hydra-demo",
  };

  it("prints a line a check, at most 80 columns wide, and exits with 0 when the project is ready", async () => {
    const { code, stdout, stderr } = await run(variables);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toBe(`Checking ${stack.supabaseUrl} as admin@acme.test`);
    expect(lines).toContainEqual(expect.stringMatching(/^ok {7}Export {11}\d+ contacts of \S+ read back and equal$/));
    expect(stdout).toMatch(/audit log names it, with the\s+user agent "Hydra doctor"\./);
    expect(stdout).toContain("The project is ready.");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain(stack.publishableKey);
    expect(stdout).not.toContain("hydra-demo");
  });

  it("exits with 1 and says what to do when a check fails", async () => {
    const { code, stdout } = await run({ ...variables, DOCTOR_PASSWORD: "wrong" });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^failed {3}Sign-in {10}wrong email or password\n {9}Check DOCTOR_EMAIL/m);
    expect(stdout).toContain("The project is not ready: 1 check failed.");
  });

  it.each([
    ["one of the two settings of a project", { SUPABASE_PUBLISHABLE_KEY: "" }, "SUPABASE_PUBLISHABLE_KEY is missing"],
    ["no account", { DOCTOR_EMAIL: "" }, "DOCTOR_EMAIL is missing"],
    ["no password and no terminal", { DOCTOR_PASSWORD: "" }, "DOCTOR_PASSWORD is missing"],
    ["a secret key", { SUPABASE_PUBLISHABLE_KEY: "sb_secret_x" }, "is a secret key; set the publishable key"],
    ["an address that is none", { SUPABASE_URL: "xyz" }, "SUPABASE_URL must be an address"],
  ])("exits with 2 when it is given %s", async (_title, changes, message) => {
    const { code, stdout, stderr } = await run({ ...variables, ...changes });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("prints nothing of a hostile server that a terminal obeys", async () => {
    const hostile = createServer((_request, response) =>
      response.writeHead(302, { location: "https://x/%1b[2J" }).end("\u001b[2J"),
    );
    await new Promise<void>((resolve) => hostile.listen(0, "127.0.0.1", resolve));
    try {
      const url = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`;
      const { code, stdout } = await run({ ...variables, SUPABASE_URL: url });
      expect(code).toBe(1);
      expect(stdout).not.toContain("\u001b");
    } finally {
      hostile.close();
    }
  });
});
