import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/form-field";
import { auditLogHref } from "@/lib/audit/audit-log-href";
import { actionLabel, actionLabels } from "@/lib/audit/labels";
import { type AuditState, isFiltered } from "@/lib/audit/search-params";
import { DayPresets, DaysZone } from "./filter-days";

type Actor = { id: string; name: string; email: string };
type Props = { workspace: string; state: AuditState; actors: Actor[] };

/** A plain GET form: the filters are in the URL, so they survive reload, Back and a copied link. */
export function AuditFilterForm({ workspace, state, actors }: Props) {
  const { search, actor, action, from, to } = state;
  const actorOptions = actors.map(({ id, name, email }) => ({
    value: id,
    label: name === email ? name : `${name} (${email})`,
  }));
  const actions = new Set([...Object.keys(actionLabels), ...(action ? [action] : [])]);
  const unknownActor = actor && actor !== "system" && !actors.some(({ id }) => id === actor);
  return (
    <search className="mb-3 block print:hidden">
      {/* The key resets uncontrolled inputs after a client-side navigation. */}
      <form key={auditLogHref(workspace, state)} action={auditLogHref(workspace)}>
        <div className="grid items-end gap-x-2 gap-y-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-[1.25fr_1fr_16rem_8.5rem_8.5rem_auto]">
          <TextField
            label="Search"
            name="search"
            type="search"
            defaultValue={search}
            maxLength={100}
            placeholder="Contact ID or file hash"
            autoComplete="off"
            spellCheck={false}
          />
          <SelectField
            label="Who"
            name="actor"
            value={actor}
            options={[
              { value: "", label: "Anyone" },
              ...actorOptions,
              { value: "system", label: "System" },
              ...(unknownActor ? [{ value: actor, label: `Someone else (${actor.slice(0, 8)})` }] : []),
            ]}
          />
          <SelectField
            label="Action"
            name="action"
            value={action}
            options={[
              { value: "", label: "All actions" },
              ...[...actions].map((value) => ({ value, label: actionLabel(value) })),
            ]}
          />
          <TextField label="From" name="from" type="date" defaultValue={from} aria-describedby="days-zone" />
          <TextField label="To" name="to" type="date" defaultValue={to} aria-describedby="days-zone" />
          <Button type="submit">Apply</Button>
        </div>
        <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-quiet">
          <DayPresets workspace={workspace} state={state} now={new Date().toISOString()} />
          {isFiltered(state) ? (
            <Link href={auditLogHref(workspace)} className={buttonClass("quiet", "sm")}>
              Clear filters
            </Link>
          ) : null}
          <DaysZone state={state} />
        </div>
      </form>
    </search>
  );
}
