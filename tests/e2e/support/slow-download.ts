import type { TestUser } from "../../support/test-user";

/** A download that is taken as slowly as its test wants. */
export type SlowDownload = {
  id: string;
  /** From now on as fast as it comes. @returns whether it arrived whole */
  finish: () => Promise<boolean>;
};

const pauseMs = 100;

/** Starts an export of contacts and takes a little of it ten times a second. */
export async function downloadSlowly(person: TestUser, workspace: string): Promise<SlowDownload> {
  const { id, file } = await person.createExport({ workspace, kind: "contacts", format: "csv" });
  // Compressed, all of it would fit into the buffers on the way.
  const response = await person.fetch(file, { headers: { "accept-encoding": "identity" } });
  const reader = response.body?.getReader();
  if (!reader) throw new Error("The download has no body.");
  let slow = true;
  const whole = (async () => {
    try {
      while (!(await reader.read()).done) if (slow) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      return true;
    } catch {
      return false;
    }
  })();
  return {
    id,
    finish: () => {
      slow = false;
      return whole;
    },
  };
}
