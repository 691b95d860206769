import type { RowFormat } from "./row-format";

/** A JSON array with one object a line. Text cells are quoted, json cells go in verbatim: parsing them would round numbers. */
export const jsonFormat: RowFormat = {
  head: () => "[",
  rows(columns, rows, first) {
    const keys = columns.map(({ name }, index) => `${index ? "," : "{"}${JSON.stringify(name)}:`);
    const isJson = columns.map(({ json }) => json === true);
    let text = "";
    for (const [index, row] of rows.entries()) {
      text += first && index === 0 ? "\n" : ",\n";
      for (const [column, cell] of row.entries()) {
        text += keys[column] + (cell === null ? "null" : isJson[column] ? cell : JSON.stringify(cell));
      }
      text += "}";
    }
    return { text, rows: rows.length, guarded: 0 };
  },
  tail: (empty) => (empty ? "]\n" : "\n]\n"),
};
