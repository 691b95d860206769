import Form from "next/form";
import { Button } from "@/components/ui/button";
import { SelectField } from "@/components/ui/form-field";
import { filterableStatuses } from "@/lib/exports/queries/history-search-params";
import { kindLabels } from "@/lib/exports/queries/kind-labels";
import type { ExportListFilter } from "@/lib/exports/queries/list-exports";
import { statusLabel } from "@/lib/exports/queries/outcome-labels";

type Props = { workspace: string; filter: ExportListFilter };

/** Filters the history by kind and outcome. A GET form: the filter is in the URL, and it works without JavaScript. */
export function HistoryFilter({ workspace, filter }: Props) {
  const { kind, status, order } = filter;
  return (
    <search>
      <Form
        // Resets the uncontrolled selects after a navigation.
        key={`${kind} ${status}`}
        action={`/${workspace}/settings/data-export`}
        scroll={false}
        className="flex flex-wrap items-end gap-2"
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
