import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Download, FaultInjection, type Kind, kinds, reads } from "../../support/fault-injection";
import { everyFault, type Fault, harmlessFaults, type Plan } from "../../support/fault-proxy";

const injection = new FaultInjection();
beforeAll(() => injection.start());
afterAll(() => injection.stop());

/** The functions that a download calls besides those that read batches. */
const others = {
  opened: /^open_export$/,
  "recorded as ended": /^finish_export$/,
  "reporting progress": /^(report|count)_/,
};

const breakingFaults = everyFault.filter((fault) => !harmlessFaults.includes(fault));

describe.each(everyFault)("a download during which a request %s", (fault) => {
  it.each(kinds)("once, for each batch of %s in turn, gives the whole file", async (kind) => {
    for (let first = 1; first <= injection.calls[kind]; first++) {
      const download = await injection.download(kind, { fault, calls: reads, first, times: 1 });
      expect(injection.proxy.injectedOf(download.id)).toBe(1);
      await injection.expectWhole(download);
    }
  });

  it.each(Object.entries(others))("twice, while it is %s, gives the whole file", async (_stage, calls) => {
    const plan = { fault, calls, first: 1, times: 2 };
    for (const download of await Promise.all(kinds.map((kind) => injection.download(kind, plan)))) {
      expect(injection.proxy.injectedOf(download.id)).toBeGreaterThan(0);
      await injection.expectWhole(download);
    }
  });
});

it("a download whose API reads its schema cache for half a minute gives the whole file", async () => {
  // Nine times: 26 to 32 s.
  const plan = { fault: "gets a PGRST002", calls: reads, first: 1, times: 9 } as const;
  for (const download of await Promise.all(kinds.map((kind) => injection.download(kind, plan)))) {
    expect(injection.proxy.injectedOf(download.id)).toBe(9);
    await injection.expectWhole(download);
  }
});

/** Downloads every kind of file with every breaking fault, concurrently, because most of the time is spent waiting. */
function downloadAll(plan: (kind: Kind, fault: Fault) => Omit<Plan, "fault">): Promise<Download[]> {
  return Promise.all(
    breakingFaults.flatMap((fault) => kinds.map((kind) => injection.download(kind, { fault, ...plan(kind, fault) }))),
  );
}

describe("a download whose requests keep failing", () => {
  it.each(["first", "middle", "last"])("from the %s batch on fails, and the record says why", async (at) => {
    const position = (last: number) => (at === "first" ? 1 : at === "last" ? last : Math.ceil(last / 2));
    const failed = await downloadAll((kind) => ({
      calls: reads,
      first: position(injection.calls[kind]),
      times: Infinity,
    }));
    for (const download of failed) {
      expect(download.status).toBe(at === "first" ? 503 : 200);
      await injection.expectFailed(download, "database_unavailable");
    }
  });

  it("from open_export on is a 503", async () => {
    for (const { status, file } of await downloadAll(() => ({ calls: others.opened, first: 1, times: Infinity }))) {
      expect([status, file]).toEqual([503, null]);
    }
  });

  it("while completion is recorded fails, and is recorded as failed even where completion was recorded", async () => {
    // How often the app sends completion before it reports the failure.
    const times = (fault: Fault) => (fault === "gets a PGRST202" ? 4 : 11);
    const calls = others["recorded as ended"];
    for (const download of await downloadAll((_kind, fault) => ({ calls, first: 1, times: times(fault) }))) {
      await injection.expectFailed(download, "database_unavailable");
    }
  });
});
