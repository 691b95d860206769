import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contactsCsv } from "../support/scoped-export";
import { sql } from "../support/stack";
import { TestUser } from "../support/test-user";
import { makeWorkspace } from "../support/workspace";

let admin: TestUser;

beforeAll(async () => {
  admin = await TestUser.signedIn("admin@acme.test");
});
afterAll(() => sql.end());

/** The day after a date. */
function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

describe("a contacts export of one day", () => {
  // When each day begins and ends, from the published rules of these zones.
  it.each([
    ["UTC", "2026-03-29", "2026-03-29T00:00:00Z", "2026-03-30T00:00:00Z"],
    // An ordinary day, the day of 23 hours, the day of 25 hours.
    ["Europe/Berlin", "2026-01-15", "2026-01-14T23:00:00Z", "2026-01-15T23:00:00Z"],
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"],
    ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"],
    // Clocks go from 0:00 to 1:00: the day has no midnight.
    ["Atlantic/Azores", "2026-03-29", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00Z"],
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"],
    // Clocks go from 1:00 back to 0:00: the day has two midnights.
    ["Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00Z", "2026-10-26T01:00:00Z"],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"],
    // Clocks go from 24:00 back to 23:00: the day before has 25 hours.
    ["America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z", "2018-02-18T03:00:00Z"],
    ["Asia/Kolkata", "2026-06-01", "2026-05-31T18:30:00Z", "2026-06-01T18:30:00Z"],
    // Samoa had no 30 December 2011.
    ["Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"],
  ])("in %s, %s, holds its first and its last microsecond and nothing else", async (zone, day, first, end) => {
    const { id, slug } = await makeWorkspace("days");
    await sql`
      insert into customers (tenant_id, name, created_at) values
        (${id}, 'before', ${first}::timestamptz - interval '1 microsecond'), (${id}, 'first', ${first}),
        (${id}, 'last', ${end}::timestamptz - interval '1 microsecond'), (${id}, 'after', ${end})`;
    const fields = { created_from: day, created_to: nextDay(day), columns: ["name"], time_zone: zone };
    const { rows } = await contactsCsv(admin, slug, fields);
    expect(rows).toEqual([{ name: "first" }, { name: "last" }]);
  });

  it("that a zone skipped is empty", async () => {
    const { id, slug } = await makeWorkspace("days");
    await sql`insert into customers (tenant_id, created_at) values (${id}, '2011-12-30T09:59:59Z'), (${id}, '2011-12-30T10:00:00Z')`;
    const fields = { created_from: "2011-12-30", created_to: "2011-12-31", time_zone: "Pacific/Apia" };
    expect((await contactsCsv(admin, slug, fields)).rows).toEqual([]);
  });
});

it("a range without an end holds customers dated in the future, and one without a beginning those at minus infinity", async () => {
  const { id, slug } = await makeWorkspace("days");
  await sql`
    insert into customers (tenant_id, name, created_at) values
      (${id}, 'a', '-infinity'), (${id}, 'b', '2026-01-01'), (${id}, 'c', '2099-01-01'), (${id}, 'd', 'infinity')`;
  const names = async (fields: Record<string, unknown>) =>
    (await contactsCsv(admin, slug, { columns: "name", ...fields })).rows.map(({ name }) => name).join("");
  expect(await names({ created_from: "2026-01-01" })).toBe("bcd");
  expect(await names({ created_to: "2026-01-02" })).toBe("ab");
  expect(await names({ created_from: "2026-01-02", created_to: "2100-01-01" })).toBe("c");
});

describe("times in a CSV file", () => {
  it("are printed in the time zone, to the microsecond and with its offset then", async () => {
    const { id, slug } = await makeWorkspace("times");
    await sql`
      insert into customers (tenant_id, created_at, last_seen_at, promoted_at, churned_at) values
        (${id}, '2026-07-01T14:10:00.123456Z', '2026-11-25T14:10:00Z', null, 'infinity'),
        (${id}, '2026-10-25T00:30:00Z', '2026-10-25T01:30:00.5Z', '2026-01-01T03:00:00Z', null)`;
    const columns = ["created_at", "last_seen_at", "promoted_at", "churned_at"];
    const cells = async (time_zone: string, format = "csv") => {
      const { rows } = await contactsCsv(admin, slug, { columns, time_zone, format });
      // By name: the zone does not change the order of the file, but it is not what this test is about.
      return rows.map((row) => columns.map((column) => row[column])).sort();
    };
    expect(await cells("Europe/Berlin")).toEqual([
      ["2026-07-01T16:10:00.123456+02:00", "2026-11-25T15:10:00+01:00", "", "infinity"],
      // The hour that comes twice.
      ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00.5+01:00", "2026-01-01T04:00:00+01:00", ""],
    ]);
    expect(await cells("America/St_Johns", "csv-excel")).toEqual(
      [
        ["2026-07-01T11:40:00.123456-02:30", "2026-11-25T10:40:00-03:30", "", "infinity"],
        ["2026-10-24T22:00:00-02:30", "2026-10-24T23:00:00.5-02:30", "2025-12-31T23:30:00-03:30", ""],
      ].sort(),
    );
    expect(await cells("Asia/Kathmandu", "csv-exact")).toContainEqual([
      "2026-07-01T19:55:00.123456+05:45",
      "2026-11-25T19:55:00+05:45",
      "",
      "infinity",
    ]);
  });

  it("stay in UTC in JSON", async () => {
    const { id, slug } = await makeWorkspace("times");
    await sql`insert into customers (tenant_id, created_at) values (${id}, '2026-07-01T14:10:00.123456Z')`;
    const fields = { workspace: slug, kind: "contacts", format: "json", time_zone: "Europe/Berlin" };
    const { response } = await admin.download(fields);
    expect(await response.json()).toMatchObject([{ created_at: "2026-07-01T14:10:00.123456+00:00" }]);
  });
});
