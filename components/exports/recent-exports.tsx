import { Pagination } from "@/components/ui/pagination";
import { findCancellers } from "@/lib/audit/entries";
import type { Workspace } from "@/lib/auth/session";
import type { ExportRow } from "@/lib/exports/queries/list-exports";
import { type Cursor, printCursor } from "@/lib/paging/cursor";
import { ExportTableRow } from "./export-table-row";

type Props = { workspace: Workspace; runs: ExportRow[]; before: Cursor | null };

/** How many exports a page of the list shows; one more is read, to know whether older ones follow. */
export const recentSize = 10;

/** What became of every export of the workspace, newest first, a page at a time. */
export async function RecentExports({ workspace, runs, before }: Props) {
  const path = `/${workspace.slug}/settings/data-export`;
  const shown = runs.slice(0, recentSize);
  const last = runs.length > recentSize ? shown.at(-1) : undefined;
  const next = last && printCursor({ createdAt: last.created_at, id: last.id });
  const cancelled = shown.filter(({ status }) => status === "cancelled").map(({ id }) => id);
  const names = await findCancellers(workspace.id, cancelled);
  return (
    <section aria-labelledby="recent-exports">
      <h2 id="recent-exports" tabIndex={-1} className="scroll-mt-20 text-lg font-semibold outline-none">
        Recent exports
      </h2>
      <p className="mt-1 mb-3 text-sm text-quiet">
        Everybody’s, with how each ended. A file can be trusted to be whole when its export is completed.
      </p>
      {shown.length > 0 ? (
        <div className="overflow-clip rounded-xl border border-line bg-surface">
          <table className="w-full table-fixed text-left text-sm max-lg:block">
            <caption className="sr-only">Recent exports, newest first</caption>
            <thead className="border-b border-line text-quiet max-lg:sr-only">
              <tr>
                <Heading>What</Heading>
                <Heading>By</Heading>
                <Heading className="w-32">When</Heading>
                <Heading className="w-20 text-right">Rows</Heading>
                <Heading className="w-24 text-right">Size</Heading>
                <Heading className="w-[26%]">Outcome</Heading>
              </tr>
            </thead>
            <tbody className="divide-y divide-line max-lg:block">
              {shown.map((run) => (
                <ExportTableRow key={run.id} run={run} workspace={workspace.slug} canceller={names.get(run.id)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <p className="rounded-xl border border-line bg-surface px-4 py-8 text-center text-quiet">
          {before ? "No export is older than that." : "Nothing has been exported yet."}
        </p>
      )}
      <Pagination
        label="recent exports"
        newest={before ? `${path}#recent-exports` : null}
        older={next ? `${path}?before=${encodeURIComponent(next)}#recent-exports` : null}
      />
    </section>
  );
}

function Heading({ className = "", children }: { className?: string; children: string }) {
  return (
    <th scope="col" className={`px-3 py-2.5 font-medium first:pl-4 ${className}`}>
      {children}
    </th>
  );
}
