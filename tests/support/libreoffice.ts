import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";

/** The path of LibreOffice, or undefined where it is not installed (Debian: libreoffice-calc). */
export function findLibreOffice(): string | undefined {
  const directories = (process.env.PATH ?? "").split(delimiter);
  return directories.map((directory) => join(directory, "soffice")).find(existsSync);
}

/**
 * Opens files in LibreOffice Calc, without its window, and saves each as a workbook.
 * @param separators of CSV files, at which lines are split, with formulas evaluated
 * @returns the workbooks that LibreOffice wrote, in order
 * @throws when it does not open a file
 */
export async function openInLibreOffice(
  files: readonly Uint8Array[],
  extension: "csv" | "xlsx",
  separators = "",
): Promise<Uint8Array[]> {
  const directory = await mkdtemp(join(tmpdir(), "hydra-libreoffice-"));
  try {
    const names = files.map((_, index) => `file-${index}`);
    const paths = names.map((name) => join(directory, `${name}.${extension}`));
    await Promise.all(paths.map((path, index) => writeFile(path, files[index] as Uint8Array)));
    const codes = [...separators].map((separator) => separator.charCodeAt(0)).join("/");
    // Separators, quote, UTF-8, first line, columns, English, quoted cells are text: no, detect numbers: yes, ..., evaluate formulas: yes.
    const filter = `CSV:${codes},34,76,1,,1033,false,true,false,false,false,-1,true`;
    await execa(findLibreOffice() as string, [
      `-env:UserInstallation=file://${directory}/profile`,
      ...["--headless", "--norestore", "--convert-to", "xlsx", "--outdir", join(directory, "out")],
      ...(extension === "csv" ? [`--infilter=${filter}`] : []),
      ...paths,
    ]);
    return await Promise.all(names.map((name) => readFile(join(directory, "out", `${name}.xlsx`))));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
