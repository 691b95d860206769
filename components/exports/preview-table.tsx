import { withoutBidiControls } from "@/lib/format/bidi";

const maxCellLength = 80;

/** The first rows of a file in the order of its columns; it scrolls sideways. */
export function PreviewTable({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label="First rows" tabIndex={0} className="max-h-96 overflow-auto rounded-lg border border-line">
      <table className="text-left text-xs">
        <thead className="sticky top-0 bg-raised">
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-3 py-2 font-medium whitespace-nowrap">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line font-mono">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are never reordered and may be equal.
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={columns[column]} className="px-3 py-1.5 whitespace-nowrap">
                  <bdi>{shortened(cell)}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function shortened(cell: string): string {
  const text = withoutBidiControls(cell.slice(0, maxCellLength)).toWellFormed();
  return cell.length > maxCellLength ? `${text}…` : text;
}
