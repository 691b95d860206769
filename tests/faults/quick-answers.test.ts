// The quick part of tests/faults/full/answers.test.ts, for every `npm test`.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Download, FaultInjection, kinds, reads } from "../support/fault-injection";
import { everyFault } from "../support/fault-proxy";

const injection = new FaultInjection();
let failing: Promise<Download[]>;
beforeAll(async () => {
  await injection.start();
  const reading = { fault: "is cut off", calls: reads, first: 2, times: Number.POSITIVE_INFINITY } as const;
  // The app sends completion eleven times: it is recorded, but every response is lost. Then the app reports a failure.
  const completing = {
    fault: "succeeds but its response is lost",
    calls: /^finish_export$/,
    first: 1,
    times: 11,
  } as const;
  // Started here, because the retries take half a minute.
  failing = Promise.all([
    injection.download("contacts", reading),
    injection.download("conversations", reading),
    injection.download("contacts", completing),
    injection.download("contact", completing),
  ]);
});
afterAll(() => injection.stop());

describe("a download during which one request", () => {
  it.each(everyFault)("for a batch %s gives the whole file", async (fault) => {
    const downloads = kinds.map((kind) => {
      const first = Math.ceil(injection.calls[kind] / 2);
      return injection.download(kind, { fault, calls: reads, first, times: 1 });
    });
    for (const download of await Promise.all(downloads)) {
      expect(injection.proxy.injectedOf(download.id)).toBe(1);
      await injection.expectWhole(download);
    }
  });

  it.each(["open_export", "finish_export"])(
    "of %s succeeds but its response is lost gives the whole file",
    async (name) => {
      const plan = { fault: "succeeds but its response is lost", calls: new RegExp(name), first: 1, times: 1 } as const;
      for (const download of await Promise.all(kinds.map((kind) => injection.download(kind, plan)))) {
        await injection.expectWhole(download);
      }
    },
  );
});

it("a download whose requests keep failing fails, and the record says why", async () => {
  for (const download of await failing) await injection.expectFailed(download, "database_unavailable");
});
