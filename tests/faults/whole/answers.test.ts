import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Download, FaultInjection, type Kind, kinds, reads } from "../../support/fault-injection";
import { everyFault, harmlessFaults, type Plan } from "../../support/fault-proxy";

const downloads = new FaultInjection();
beforeAll(() => downloads.start());
afterAll(() => downloads.stop());

/** Functions that are not read from: what else a download asks of the database. */
const others = { opened: /^open_export$/, "recorded as ended": /^finish_export$/, watched: /^(report|count)_/ };

const lasting = everyFault.filter((fault) => !harmlessFaults.includes(fault));

describe.each(everyFault)("when a request %s", (fault) => {
  it.each(kinds)("once, at each read of %s in turn, the file is whole", async (kind) => {
    for (let first = 1; first <= downloads.calls[kind]; first++) {
      const download = await downloads.download(kind, { fault, calls: reads, first, times: 1 });
      expect(downloads.proxy.spoiledOf(download.id)).toBe(1);
      await downloads.expectWhole(download);
    }
  });

  it.each(Object.entries(others))("twice, as a download is %s, the file is whole", async (_stage, calls) => {
    const plan = { fault, calls, first: 1, times: 2 };
    for (const download of await Promise.all(kinds.map((kind) => downloads.download(kind, plan)))) {
      expect(downloads.proxy.spoiledOf(download.id)).toBeGreaterThan(0);
      await downloads.expectWhole(download);
    }
  });
});

/** Every lasting fault on every kind of file, all at once, as most of the time goes into waiting. */
function spoilAll(plan: (kind: Kind) => Omit<Plan, "fault">): Promise<Download[]> {
  return Promise.all(
    lasting.flatMap((fault) => kinds.map((kind) => downloads.download(kind, { fault, ...plan(kind) }))),
  );
}

describe("when requests go wrong for good", () => {
  it.each(["first", "middle", "last"])(
    "from the %s read on, the download fails and the record says why",
    async (at) => {
      const place = (last: number) => (at === "first" ? 1 : at === "last" ? last : Math.ceil(last / 2));
      const failed = await spoilAll((kind) => ({ calls: reads, first: place(downloads.calls[kind]), times: Infinity }));
      for (const download of failed) {
        expect(download.status).toBe(at === "first" || download.kind === "contact" ? 503 : 200);
        await downloads.expectFailed(download, "The database stopped responding.");
      }
    },
  );

  it("from the opening on, it is a plain 503 and nothing was sent", async () => {
    for (const { status, file } of await spoilAll(() => ({ calls: others.opened, first: 1, times: Infinity }))) {
      expect([status, file]).toEqual([503, null]);
    }
  });

  it("as completion is recorded, the download fails, and so does the run, even where it was recorded", async () => {
    // Five times is how often completion is told. The failure is told after that.
    for (const download of await spoilAll(() => ({ calls: others["recorded as ended"], first: 1, times: 5 }))) {
      await downloads.expectFailed(download, "The database stopped responding.");
    }
  });
});
