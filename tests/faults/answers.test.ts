// The quick part of tests/faults/whole/answers.test.ts, for every `npm test`.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Download, FaultInjection, kinds, reads } from "../support/fault-injection";
import { everyFault } from "../support/fault-proxy";

const downloads = new FaultInjection();
let failing: Promise<Download[]>;
beforeAll(async () => {
  await downloads.start();
  const reading = { fault: "is cut", calls: reads, first: 2, times: Number.POSITIVE_INFINITY } as const;
  // As often as completion is told: it is recorded, and nobody hears of it. The failure is told after that.
  const completing = { fault: "is done and its answer lost", calls: /^finish_export$/, first: 1, times: 5 } as const;
  // Begun here, because it waits for ten seconds.
  failing = Promise.all([
    downloads.download("contacts", reading),
    downloads.download("conversations", reading),
    downloads.download("contacts", completing),
    downloads.download("contact", completing),
  ]);
});
afterAll(() => downloads.stop());

describe("when a request goes wrong once", () => {
  it.each(everyFault)("in the middle of a file, because it %s, the file is whole", async (fault) => {
    const spoiled = kinds.map((kind) => {
      const first = Math.ceil(downloads.calls[kind] / 2);
      return downloads.download(kind, { fault, calls: reads, first, times: 1 });
    });
    for (const download of await Promise.all(spoiled)) {
      expect(downloads.proxy.spoiledOf(download.id)).toBe(1);
      await downloads.expectWhole(download);
    }
  });

  it.each(["open_export", "finish_export"])("in %s, whose answer is lost, the file is whole", async (name) => {
    const plan = { fault: "is done and its answer lost", calls: new RegExp(name), first: 1, times: 1 } as const;
    for (const download of await Promise.all(kinds.map((kind) => downloads.download(kind, plan)))) {
      await downloads.expectWhole(download);
    }
  });
});

it("when requests go wrong for good, the download fails and the record says why", async () => {
  for (const download of await failing) await downloads.expectFailed(download, "The database stopped responding.");
});
