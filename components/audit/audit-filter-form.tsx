import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/form-field";
import { actionLabel, actionLabels } from "@/lib/audit/labels";
import { type AuditState, auditLogHref } from "@/lib/audit/search-params";

type Actor = { id: string; name: string; email: string };
type Props = { workspace: string; state: AuditState; actors: Actor[] };

/** A plain GET form: the filters are in the URL, so they survive reload, Back and a copied link. */
export function AuditFilterForm({ workspace, state, actors }: Props) {
  const { actor, action, from, to } = state;
  const filtered = Boolean(actor || action || from || to);
  const actorOptions = actors.map(({ id, name, email }) => ({
    value: id,
    label: name === email ? name : `${name} (${email})`,
  }));
  const actions = new Set([...Object.keys(actionLabels), ...(action ? [action] : [])]);
  const unknownActor = actor && actor !== "system" && !actors.some(({ id }) => id === actor);
  return (
    <search>
      {/* The key resets uncontrolled inputs after a client-side navigation. */}
      <form key={auditLogHref(workspace, state)} action={auditLogHref(workspace)} className="mb-4">
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
          <SelectField
            label="Actor"
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
          <TextField label="From" name="from" type="date" defaultValue={from} aria-describedby="audit-days-hint" />
          <TextField label="To" name="to" type="date" defaultValue={to} aria-describedby="audit-days-hint" />
        </div>
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <p id="audit-days-hint" className="text-sm text-quiet">
            Days are in UTC. Both are included.
          </p>
          <div className="flex gap-2">
            {filtered ? (
              <Link href={auditLogHref(workspace)} className={buttonClass("quiet")}>
                Clear filters
              </Link>
            ) : null}
            <Button type="submit">Apply</Button>
          </div>
        </div>
      </form>
    </search>
  );
}
