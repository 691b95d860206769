import Form from "next/form";
import { Button } from "@/components/ui/button";
import { DataTable } from "@/components/ui/data-table";
import { SelectField } from "@/components/ui/form-field";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { TimeZoneNote } from "@/components/ui/time-zone-note";
import { findCancellers } from "@/lib/audit/entries";
import { requireUser, type Workspace } from "@/lib/auth/session";
import { kindLabels } from "@/lib/exports/labels/kind-labels";
import { statusLabel } from "@/lib/exports/labels/outcome-labels";
import { filterableStatuses, historyHref } from "@/lib/exports/queries/history-search-params";
import type { ExportListFilter, ExportRow } from "@/lib/exports/queries/list-exports";
import { historyColumns } from "./history-columns";

type Props = {
  workspace: Workspace;
  filter: ExportListFilter;
  /** One more than a page shows, when more follow. */
  rows: ExportRow[];
};

/** Exports per page. */
export const historyPageSize = 10;

/** The exports of everyone in the workspace, a page at a time. */
export async function ExportHistory({ workspace, filter, rows }: Props) {
  const visible = rows.slice(0, historyPageSize);
  const last = rows.length > historyPageSize ? visible.at(-1) : undefined;
  const cancelledIds = visible.filter(({ status }) => status === "cancelled").map(({ id }) => id);
  const cancellers = await findCancellers(workspace.id, cancelledIds);
  const { slug } = workspace;
  const user = await requireUser();
  const isFiltered = filter.kind !== null || filter.status !== null;
  return (
    <section aria-labelledby="history">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 grow basis-80">
          <h2 id="history" className="scroll-mt-20 text-lg font-semibold">
            History
          </h2>
          <p className="text-sm text-quiet">
            Exports by everyone in this workspace. Only completed exports have complete files: of everything, or of the
            part that is named.
          </p>
          <TimeZoneNote />
        </div>
        <HistoryFilter workspace={slug} filter={filter} />
      </div>
      {visible.length > 0 ? (
        <DataTable
          caption={`Exports, ${filter.order} first`}
          columns={historyColumns(slug, filter, cancellers, user.id)}
          rows={visible}
          rowKey={({ id }) => id}
          hasFixedWidths
        />
      ) : (
        <p className="rounded-lg border border-line bg-surface px-4 py-8 text-center text-quiet">
          {filter.cursor ? "No more exports" : isFiltered ? "No matching exports" : "No exports yet"}
          {isFiltered ? (
            <>
              {" · "}
              <TextLink href={historyHref(slug, { ...filter, kind: null, status: null, cursor: null })}>
                Clear filters
              </TextLink>
            </>
          ) : null}
        </p>
      )}
      <Pagination
        label="the history"
        newest={filter.cursor ? historyHref(slug, { ...filter, cursor: null }) : null}
        older={last ? historyHref(slug, { ...filter, cursor: { createdAt: last.created_at, id: last.id } }) : null}
        isOldestFirst={filter.order === "oldest"}
      />
    </section>
  );
}

type FilterProps = { workspace: string; filter: ExportListFilter };

/** Filters the history by kind and outcome. A GET form: the filter is in the URL, and it works without JavaScript. */
function HistoryFilter({ workspace, filter }: FilterProps) {
  const { kind, status, order } = filter;
  return (
    <search className="print:hidden">
      <Form
        // Resets the uncontrolled selects after a navigation.
        key={`${kind} ${status}`}
        action={`/${workspace}/settings/data-export`}
        scroll={false}
        className="grid grid-cols-[1fr_1fr_auto] items-end gap-2 sm:flex"
      >
        {order === "oldest" ? <input type="hidden" name="sort" value="oldest" /> : null}
        <SelectField
          label="Kind"
          isLabelHidden
          name="kind"
          value={kind ?? ""}
          options={[
            { value: "", label: "All kinds" },
            ...Object.entries(kindLabels).map(([value, label]) => ({ value, label })),
          ]}
        />
        <SelectField
          label="Outcome"
          isLabelHidden
          name="outcome"
          value={status ?? ""}
          options={[
            { value: "", label: "All outcomes" },
            ...filterableStatuses.map((value) => ({ value, label: statusLabel(value) })),
          ]}
        />
        <Button type="submit">Filter</Button>
      </Form>
    </search>
  );
}
