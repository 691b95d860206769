import { ScrollRegion } from "@/components/ui/scroll-region";
import { withoutBidiControls } from "@/lib/format/bidi";

const maxCellLength = 80;

/** The first rows of a file in the order of its columns; it scrolls sideways. */
export function PreviewTable({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    <ScrollRegion label="First rows" className="border border-line">
      <table className="min-w-full text-left text-xs">
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
    </ScrollRegion>
  );
}

function shortened(cell: string): string {
  const text = withoutBidiControls(cell.slice(0, maxCellLength)).toWellFormed();
  return cell.length > maxCellLength ? `${text}…` : text;
}
