import type { TestUser } from "../../support/test-user";

/** A download whose client reads slowly until told otherwise. */
export type SlowDownload = {
  id: string;
  /** Reads the rest at full speed. @returns whether the download completed */
  finish: () => Promise<boolean>;
};

const pauseMs = 100;

/** Exports contacts and reads one chunk every 100 ms. */
export async function downloadSlowly(user: TestUser, workspace: string): Promise<SlowDownload> {
  const { id, file } = await user.createExport({ workspace, kind: "contacts", format: "csv" });
  // Compressed, the whole file would fit into socket buffers.
  const response = await user.fetch(file, { headers: { "accept-encoding": "identity" } });
  const reader = response.body?.getReader();
  if (!reader) throw new Error("The download has no body.");
  let slow = true;
  const completed = (async () => {
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
      return completed;
    },
  };
}
