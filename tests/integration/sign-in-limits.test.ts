import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { makeOutsiderUser } from "../support/outsider-user";
import { dataApi } from "../support/roles";
import { sendSignInForm } from "../support/sign-in-form";
import { sql } from "../support/stack";

const wrong = "Incorrect email or password.";
const tooMany = "Too many attempts. Wait 15 minutes and try again.";

const forget = () => sql`delete from private.sign_in_attempts`;
beforeEach(forget);
afterAll(async () => {
  await forget();
  await sql.end();
});

async function fail(email: string, times: number, headers: () => Record<string, string> = () => ({})) {
  for (let n = 0; n < times; n++) expect((await sendSignInForm(email, "wrong", headers())).problem).toBe(wrong);
}

describe("the sign-in form", () => {
  it("refuses an account's sixth attempt from one address, right or wrong, and no other account's", async () => {
    const [email, colleague] = [await makeOutsiderUser(), await makeOutsiderUser()];
    await fail(email, 5);
    for (const attempt of [email, email.toUpperCase(), ` ${email} `]) {
      expect((await sendSignInForm(attempt, "hydra-demo")).problem).toBe(tooMany);
    }
    expect((await sendSignInForm(colleague, "hydra-demo")).location).toBe("/");
  });

  it("is not fooled by addresses that the client claims", async () => {
    const email = await makeOutsiderUser();
    let n = 0;
    const claim = () => ({
      "x-forwarded-for": `203.0.113.${++n}`,
      "x-real-ip": `203.0.113.${n}`,
      forwarded: `for=203.0.113.${n}`,
    });
    await fail(email, 5, claim);
    expect((await sendSignInForm(email, "wrong", claim())).problem).toBe(tooMany);
  });

  it("lets no more through when they come all at once", async () => {
    const email = await makeOutsiderUser();
    const answers = await Promise.all(Array.from({ length: 15 }, () => sendSignInForm(email, "wrong")));
    expect(answers.filter(({ problem }) => problem === wrong)).toHaveLength(5);
    expect(answers.filter(({ problem }) => problem === tooMany)).toHaveLength(10);
  });

  it("counts no attempt that succeeded", async () => {
    const email = await makeOutsiderUser();
    for (let n = 0; n < 8; n++) expect((await sendSignInForm(email, "hydra-demo")).location).toBe("/");
  });

  it("lets people in again when the time is over", async () => {
    const email = await makeOutsiderUser();
    await fail(email, 5);
    await sql`update private.sign_in_attempts set ends_at = now() + interval '61 seconds'`;
    expect((await sendSignInForm(email, "hydra-demo")).problem).toBe(
      "Too many attempts. Wait 2 minutes and try again.",
    );
    await sql`update private.sign_in_attempts set ends_at = now()`;
    expect((await sendSignInForm(email, "hydra-demo")).location).toBe("/");
  });

  it("says the same, as soon, whether the account exists or only the password is wrong", async () => {
    const known = await makeOutsiderUser();
    const took = async (email: string) => {
      const began = performance.now();
      expect((await sendSignInForm(email, "wrong")).problem).toBe(wrong);
      return performance.now() - began;
    };
    const pairs: [number, number][] = [];
    for (let n = 0; n < 5; n++) pairs.push([await took(known), await took(`nobody-${n}@hydra.test`)]);
    const median = (which: 0 | 1) => pairs.map((pair) => pair[which]).sort((a, b) => a - b)[2] as number;
    // Half seconds apart, were one of them further.
    expect(Math.abs(median(0) - median(1))).toBeLessThan(100);
    for (const pair of pairs) expect(Math.min(...pair)).toBeGreaterThan(490);
  });
});

describe("the count", () => {
  const key = () => crypto.randomUUID().replaceAll("-", "").repeat(2);
  const begin = async (keys: { account_and_ip: string; account: string; ip: string }) =>
    (await dataApi(null).rpc("reserve_sign_in_attempt", keys)).data as number;

  it("closes an account for everybody after 20 failures, to which refused attempts do not add", async () => {
    const account = key();
    for (let address = 0; address < 4; address++) {
      const [pair, from] = [key(), key()];
      // Eight attempts from each address, of which five are let through and counted.
      for (let n = 0; n < 8; n++) expect((await begin({ account_and_ip: pair, account, ip: from })) > 0).toBe(n >= 5);
    }
    expect(await begin({ account_and_ip: key(), account, ip: key() })).toBeGreaterThan(890);
  });

  it("closes an address after 60 failures for whichever accounts", async () => {
    const address = key();
    for (let n = 0; n < 60; n++) expect(await begin({ account_and_ip: key(), account: key(), ip: address })).toBe(0);
    expect(await begin({ account_and_ip: key(), account: key(), ip: address })).toBeGreaterThan(890);
  });

  it("knows neither e-mails nor addresses, so that nobody can name another's key", async () => {
    await fail(await makeOutsiderUser(), 1);
    const rows = await sql`select * from private.sign_in_attempts`;
    expect(rows).toHaveLength(3);
    for (const { key: one } of rows) expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(rows)).not.toMatch(/stranger|127\.0\.0\.1/);
  });

  it("takes no key that the app would not make, and clears made-up ones away", async () => {
    for (const pair of ["", "x", "A".repeat(64), "a".repeat(65), "' or true --"]) {
      expect(
        (await dataApi(null).rpc("reserve_sign_in_attempt", { account_and_ip: pair, account: key(), ip: key() })).error,
      ).not.toBeNull();
    }
    for (let n = 0; n < 5; n++) await begin({ account_and_ip: key(), account: key(), ip: key() });
    await sql`update private.sign_in_attempts set ends_at = now() - interval '1 second'`;
    await begin({ account_and_ip: key(), account: key(), ip: key() });
    const [{ count } = {}] = await sql`select count(*)::int from private.sign_in_attempts`;
    expect(count).toBe(3);
  });
});
