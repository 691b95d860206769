import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SelectField, TextField } from "@/components/ui/form-field";
import { RadioOption } from "@/components/ui/radio-option";
import { actionLabels } from "@/lib/audit/labels";
import { typeNames } from "@/lib/customers/sections";
import { contactColumnNames } from "@/lib/exports/contacts-columns";
import { type ExportKind, exportKinds, formatHints, formatNames } from "@/lib/exports/kinds";
import { conversationStatuses, customerTypes } from "@/lib/exports/scope/scope";
import { capitalized } from "@/lib/format/capitalized";
import { firstParam, type SearchParams } from "@/lib/paging/search-params";
import { CustomizeDownload, CustomizeStatus } from "./customize-download";
import { CheckboxGroup, ColumnsField } from "./customize-fields";
import { TimeZoneField } from "./time-zone-field";

export const customizeFormId = "customize-form";

type Props = { workspace: string; kind: ExportKind; fields: SearchParams };

/** A plain form: Preview puts the fields into the address, Download sends them to POST /api/exports. It works without JavaScript. */
export function CustomizeForm({ workspace, kind, fields }: Props) {
  const text = (name: string) => firstParam(fields[name]) ?? "";
  const date = (name: string, label: string) => (
    <TextField label={label} name={name} type="date" defaultValue={text(name)} />
  );
  return (
    <Card>
      {/* The key resets uncontrolled inputs after a client-side navigation. */}
      <form key={JSON.stringify(fields)} id={customizeFormId} action="#preview" className="space-y-6">
        <input type="hidden" name="workspace" value={workspace} />
        <input type="hidden" name="kind" value={kind} />
        {kind === "contacts" ? (
          <CheckboxGroup
            legend="Types"
            name="types"
            options={customerTypes.map((value) => ({ value, label: typeNames[value].many }))}
            chosen={chosen(fields.types)}
          />
        ) : null}
        {kind === "conversations" ? (
          <CheckboxGroup
            legend="Status"
            name="status"
            options={conversationStatuses.map((value) => ({ value, label: capitalized(value) }))}
            chosen={chosen(fields.status)}
          />
        ) : null}
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          {kind === "audit_log" ? (
            <>
              <SelectField
                label="Action"
                name="action"
                value={text("action")}
                options={[
                  { value: "", label: "All actions" },
                  ...Object.entries(actionLabels).map(([value, label]) => ({ value, label })),
                ]}
              />
              <TextField label="Actor: a user’s ID, or system" name="actor" defaultValue={text("actor")} />
              {date("from", "From")}
              {date("to", "To, included")}
            </>
          ) : (
            <>
              {date("created_from", "Created on or after")}
              {date("created_to", "Created before")}
            </>
          )}
          {kind === "conversations" ? (
            <>
              {date("updated_from", "Last updated on or after")}
              {date("updated_to", "Last updated before")}
            </>
          ) : null}
          <TimeZoneField value={text("time_zone")} />
        </div>
        {kind === "contacts" ? (
          <ColumnsField value={chosen(fields.columns).join(", ") || contactColumnNames.join(", ")} />
        ) : null}
        {kind === "conversations" ? (
          <fieldset className="space-y-2">
            <legend className="mb-1 text-sm font-medium">Internal notes</legend>
            <RadioOption
              name="notes"
              value="include"
              label="Include internal notes"
              defaultChecked={text("notes") !== "exclude"}
            >
              Your team’s private comments.
            </RadioOption>
            <RadioOption
              name="notes"
              value="exclude"
              label="Leave out internal notes"
              defaultChecked={text("notes") === "exclude"}
            >
              Replies to customers stay in the file.
            </RadioOption>
          </fieldset>
        ) : null}
        <fieldset className="space-y-2">
          <legend className="mb-1 text-sm font-medium">Format</legend>
          {exportKinds[kind].formats.map((format) => (
            <RadioOption
              key={format}
              name="format"
              value={format}
              label={formatNames[format]}
              defaultChecked={text("format") === format}
            >
              {formatHints[format]}
            </RadioOption>
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <Button type="submit">Preview</Button>
          <CustomizeDownload kind={kind} />
        </div>
        <CustomizeStatus workspace={workspace} />
      </form>
    </Card>
  );
}

/** The values of a list, which an address repeats or separates by commas. */
function chosen(value: string | string[] | undefined): string[] {
  return [value ?? []].flat().flatMap((item) =>
    item
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );
}
