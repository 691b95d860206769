import { hashFile } from "@/components/receipts/hash-file";
import type { SavingState } from "@/lib/exports/queries/tracker-state";
import { callApi } from "@/lib/http/api-client";
import { saveWithResume } from "@/lib/http/save-with-resume";

type SaveFilePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

/**
 * Saves the file of an export where the user chooses, goes on whenever it is cut off, and compares its SHA-256 with the receipt's. Only
 * in browsers with the File System Access API.
 * @param onState what is shown meanwhile; null when the user chose no file, or stopped it
 */
export async function saveResumably(
  { id, file }: { id: string; file: string },
  signal: AbortSignal,
  onState: (state: SavingState | null) => void,
): Promise<void> {
  const picker = (window as unknown as { showSaveFilePicker: SaveFilePicker }).showSaveFilePicker;
  let bytes = 0;
  try {
    const handle = await picker({ suggestedName: await fileName(file) });
    const writable = await handle.createWritable();
    onState({ phase: "saving", bytes });
    try {
      await saveWithResume(file, writable, {
        signal,
        onBytes: (saved) => {
          bytes = saved;
          onState({ phase: "saving", bytes });
        },
        onWait: (milliseconds) => onState({ phase: "waiting", bytes, seconds: Math.ceil(milliseconds / 1000) }),
        wait,
      });
      await writable.close();
    } catch (error) {
      await writable.abort().catch(() => undefined);
      throw error;
    }
    onState({ phase: "checking", bytes });
    const [sha256, receipt] = await Promise.all([
      hashFile(await handle.getFile()),
      callApi<{ sha256: string | null }>(`/api/exports/${id}/receipt`),
    ]);
    if (receipt.error) throw new Error(`The file is saved but wasn’t checked. ${receipt.error.message}`);
    if (receipt.data.sha256 !== sha256) throw new Error("The saved file differs from its receipt, so don’t use it.");
    onState({ phase: "saved", bytes });
  } catch (error) {
    const isStopped = signal.aborted || (error instanceof DOMException && error.name === "AbortError");
    onState(isStopped ? null : { phase: "failed", message: (error as Error).message });
  }
}

async function fileName(file: string): Promise<string> {
  const response = await fetch(file, { method: "HEAD" }).catch(() => null);
  return /filename="([^"]+)"/.exec(response?.headers.get("content-disposition") ?? "")?.[1] ?? "export";
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
