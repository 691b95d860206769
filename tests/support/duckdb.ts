import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** Reads a CSV file with DuckDB, every cell as text: an empty field is a null, "" an empty string. @returns its lines, header first */
export function readCsvWithDuckDb(bytes: Uint8Array): Promise<(string | null)[][]> {
  const options =
    "header = true, all_varchar = true, allow_quoted_nulls = false, quote = '\"', escape = '\"', delim = ','";
  return query(bytes, "csv", `from read_csv($file, ${options}, max_line_size = 20000000)`, (reader) => [
    reader.columnNames(),
    ...(reader.getRowsJson() as (string | null)[][]),
  ]);
}

/** Reads an NDJSON file with DuckDB. */
export function readNdjsonWithDuckDb(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  return query(
    bytes,
    "ndjson",
    "from read_ndjson($file, maximum_object_size = 20000000)",
    (reader) => reader.getRowObjectsJson() as Record<string, unknown>[],
  );
}

type Reader = Awaited<ReturnType<Awaited<ReturnType<DuckDBInstance["connect"]>>["runAndReadAll"]>>;

async function query<T>(
  bytes: Uint8Array,
  extension: string,
  statement: string,
  take: (reader: Reader) => T,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "hydra-duckdb-"));
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const file = join(directory, `file.${extension}`);
    await writeFile(file, bytes);
    return take(await connection.runAndReadAll(statement.replace("$file", `'${file}'`)));
  } finally {
    connection.closeSync();
    instance.closeSync();
    await rm(directory, { recursive: true });
  }
}
