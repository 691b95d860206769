import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AppServer, startAppServer } from "../../support/app-server";
import { makeOutsiderUser } from "../../support/outsider-user";
import { dataApi } from "../../support/roles";
import { sendSignInForm } from "../../support/sign-in-form";
import { sql } from "../../support/stack";

const wrong = "Incorrect email or password.";
const tooMany = "Too many attempts. Wait 15 minutes and try again.";

const clearAttempts = () => sql`delete from private.sign_in_attempts`;
beforeEach(clearAttempts);
afterAll(async () => {
  await clearAttempts();
  await sql.end();
});

/** Fails to sign in so many times at once: one response takes half a second. */
async function failSignIn(email: string, times: number, headers: () => Record<string, string> = () => ({})) {
  const attempts = await Promise.all(Array.from({ length: times }, () => sendSignInForm(email, "wrong", headers())));
  expect(attempts.map(({ error }) => error)).toEqual(attempts.map(() => wrong));
}

describe("the sign-in form", () => {
  it("refuses an account's sixth attempt from one address, even with the right password, and no other account's", async () => {
    const [email, colleague] = [await makeOutsiderUser(), await makeOutsiderUser()];
    await failSignIn(email, 5);
    for (const attempt of [email, email.toUpperCase(), ` ${email} `]) {
      expect((await sendSignInForm(attempt, "hydra-demo")).error).toBe(tooMany);
    }
    expect((await sendSignInForm(colleague, "hydra-demo")).location).toBe("/");
  });

  it("ignores client addresses in headers", async () => {
    const email = await makeOutsiderUser();
    let n = 0;
    const claim = () => ({
      "x-forwarded-for": `203.0.113.${++n}`,
      "x-real-ip": `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
    });
    await failSignIn(email, 5, claim);
    expect((await sendSignInForm(email, "wrong", claim())).error).toBe(tooMany);
  });

  it("lets five of fifteen concurrent attempts through", async () => {
    const email = await makeOutsiderUser();
    const responses = await Promise.all(Array.from({ length: 15 }, () => sendSignInForm(email, "wrong")));
    expect(responses.filter(({ error }) => error === wrong)).toHaveLength(5);
    expect(responses.filter(({ error }) => error === tooMany)).toHaveLength(10);
  });

  it("does not count successful attempts", async () => {
    const email = await makeOutsiderUser();
    for (let n = 0; n < 8; n++) expect((await sendSignInForm(email, "hydra-demo")).location).toBe("/");
  });

  it("accepts the right password again when the waiting time is over", async () => {
    const email = await makeOutsiderUser();
    await failSignIn(email, 5);
    await sql`update private.sign_in_attempts set ends_at = now() + interval '61 seconds'`;
    expect((await sendSignInForm(email, "hydra-demo")).error).toBe("Too many attempts. Wait 2 minutes and try again.");
    await sql`update private.sign_in_attempts set ends_at = now()`;
    expect((await sendSignInForm(email, "hydra-demo")).location).toBe("/");
  });

  // Checking a password takes a tenth of a second, and finding no account a few milliseconds. That the response is sent at a
  // multiple of 500 ms: pad-response-time.test.ts.
  it("answers alike, and not before 500 ms, whether or not the account exists", async () => {
    for (const email of [await makeOutsiderUser(), "unknown@hydra.test"]) {
      const began = performance.now();
      expect((await sendSignInForm(email, "wrong")).error).toBe(wrong);
      expect(performance.now() - began).toBeGreaterThanOrEqual(500);
    }
  });
});

describe("the sign-in form behind a proxy", () => {
  let server: AppServer;
  beforeAll(async () => {
    server = await startAppServer({ TRUSTED_PROXIES: "1" });
  });
  afterAll(() => void server.process.kill("SIGKILL"));
  const signIn = async (email: string, password: string, address: string) =>
    (await sendSignInForm(email, password, { "x-forwarded-for": address }, server.url)).error;

  it.each([
    ["any addresses of an IPv6 /64", (n: number) => `2001:db8:1:2:${n}:${n}::${n}`, "2001:db8:1:3::1"],
    [
      "an IPv4 address with any port, in IPv6 too",
      (n: number) => (n % 2 ? `203.0.113.7:${n}` : "::ffff:cb00:7107"),
      "203.0.113.8",
    ],
    ["an IPv6 address with any port", (n: number) => `[2001:db8:1:4::1]:${n}`, "[2001:db8:1:5::1]:1"],
  ])("counts attempts from %s together, and others apart", async (_name, address, other) => {
    const email = await makeOutsiderUser();
    const attempts = await Promise.all([1, 2, 3, 4, 5].map((n) => signIn(email, "wrong", address(n))));
    expect(attempts).toEqual(attempts.map(() => wrong));
    expect(await signIn(email, "hydra-demo", address(6))).toBe(tooMany);
    expect(await signIn(email, "hydra-demo", other)).toBe(null);
  });
});

describe("the sign-in limit in the database", () => {
  const key = () => crypto.randomUUID().replaceAll("-", "").repeat(2);
  const reserve = async (keys: { account_and_ip: string; account: string; ip: string }) =>
    (await dataApi(null).rpc("reserve_sign_in_attempt", keys)).data as number;

  it("blocks an account from every address after 20 failures, not counting refused attempts", async () => {
    const account = key();
    for (let address = 0; address < 4; address++) {
      const [pair, from] = [key(), key()];
      // Of eight attempts from each address, five are let through and counted.
      for (let n = 0; n < 8; n++) expect((await reserve({ account_and_ip: pair, account, ip: from })) > 0).toBe(n >= 5);
    }
    expect(await reserve({ account_and_ip: key(), account, ip: key() })).toBeGreaterThan(890);
  });

  it("blocks an address after 60 failures for any accounts", async () => {
    const address = key();
    for (let n = 0; n < 60; n++) expect(await reserve({ account_and_ip: key(), account: key(), ip: address })).toBe(0);
    expect(await reserve({ account_and_ip: key(), account: key(), ip: address })).toBeGreaterThan(890);
  });

  it("stores HMACs instead of emails and addresses", async () => {
    await failSignIn(await makeOutsiderUser(), 1);
    const rows = await sql`select * from private.sign_in_attempts`;
    expect(rows).toHaveLength(3);
    for (const { key: one } of rows) expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(rows)).not.toMatch(/outsider|127\.0\.0\.1/);
  });

  it("rejects malformed keys and deletes expired ones", async () => {
    for (const pair of ["", "x", "A".repeat(64), "a".repeat(65), "' or true --"]) {
      expect(
        (await dataApi(null).rpc("reserve_sign_in_attempt", { account_and_ip: pair, account: key(), ip: key() })).error,
      ).not.toBeNull();
    }
    for (let n = 0; n < 5; n++) await reserve({ account_and_ip: key(), account: key(), ip: key() });
    await sql`update private.sign_in_attempts set ends_at = now() - interval '1 second'`;
    await reserve({ account_and_ip: key(), account: key(), ip: key() });
    const [{ count } = {}] = await sql`select count(*)::int from private.sign_in_attempts`;
    expect(count).toBe(3);
  });
});
