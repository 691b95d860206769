import { csvFormat } from "./csv-format";
import { jsonFormat } from "./json-format";
import type { RowFormat, RowFormatName } from "./row-format";

/** Every format that a list of rows can be written in. */
export const rowFormats: Record<RowFormatName, RowFormat> = {
  csv: csvFormat({ guard: true, mark: false }),
  "csv-excel": csvFormat({ guard: true, mark: true }),
  "csv-exact": csvFormat({ guard: false, mark: false }),
  json: jsonFormat,
};
