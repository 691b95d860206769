import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { actionLabels, actions } from "./audit-labels";
import { type AuditState, auditLogHref } from "./audit-search-params";
import { SelectField } from "./select-field";

type Actor = { id: string; name: string; email: string };
type Props = { workspace: string; state: AuditState; actors: Actor[] };

/** A plain form: the filters are part of the address, so they survive reload, Back and a copied link. */
export function AuditFilterForm({ workspace, state, actors }: Props) {
  const { actor, action, from, to } = state;
  const filtered = Boolean(actor || action || from || to);
  const who = actors.map(({ id, name, email }) => ({ value: id, label: name === email ? name : `${name} (${email})` }));
  const unknownActor = actor && actor !== "system" && !actors.some(({ id }) => id === actor);
  return (
    <search>
      {/* A new default for a page reached by link. */}
      <form key={auditLogHref(workspace, state)} action={auditLogHref(workspace)} className="mb-4">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
          <SelectField
            label="Actor"
            name="actor"
            value={actor}
            options={[
              { value: "", label: "Everybody" },
              ...who,
              { value: "system", label: "system" },
              ...(unknownActor ? [{ value: actor, label: `Somebody else (${actor.slice(0, 8)})` }] : []),
            ]}
          />
          <SelectField
            label="Action"
            name="action"
            value={action}
            options={[
              { value: "", label: "Every action" },
              ...[...new Set([...Object.keys(actions), ...(action ? [action] : [])])].map((value) => ({
                value,
                label: actionLabels(value),
              })),
            ]}
          />
          <Field label="From" name="from" type="date" defaultValue={from} aria-describedby="audit-days" />
          <Field label="To" name="to" type="date" defaultValue={to} aria-describedby="audit-days" />
        </div>
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p id="audit-days" className="text-sm text-quiet">
            Both days are included. Days begin and end at midnight UTC.
          </p>
          <div className="flex gap-2">
            {filtered ? (
              <Link href={auditLogHref(workspace)} className={buttonClass("quiet")}>
                Clear
              </Link>
            ) : null}
            <Button type="submit">Apply</Button>
          </div>
        </div>
      </form>
    </search>
  );
}
