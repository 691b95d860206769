import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js";

/** The files of a ZIP file by name. */
export async function unpack(bytes: Uint8Array, password?: string): Promise<Record<string, string>> {
  const reader = new ZipReader(new BlobReader(new Blob([new Uint8Array(bytes)])), {
    useWebWorkers: false,
    ...(password ? { password } : {}),
  });
  const texts: Record<string, string> = {};
  for (const entry of await reader.getEntries()) {
    if (entry.directory) throw new Error("There are no folders.");
    // Not its TextWriter, which drops the byte order mark.
    texts[entry.filename] = Buffer.from(await entry.getData(new Uint8ArrayWriter())).toString();
  }
  return texts;
}
