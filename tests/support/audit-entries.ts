import { sql } from "./stack";

type NewEntry = { tenant: string; details: string; actorName?: string; times?: number };

/** Adds entries as a trigger of another table than exports would. @param details as JSON */
export async function addEntries({ tenant, details, actorName = "", times = 1 }: NewEntry): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`create temp table source (details jsonb, actor_name text) on commit drop`;
    await tx.unsafe(`
      create or replace function pg_temp.add_entry() returns trigger language plpgsql as $$
      begin
        insert into public.audit_log (tenant_id, action, details, actor_id, actor_name)
        values ('${tenant}', 'export.expired', new.details, '${tenant}', new.actor_name);
        return null;
      end $$;
      create trigger add_entry after insert on source for each row execute function pg_temp.add_entry()`);
    await tx`insert into source select ${details}::text::jsonb, ${actorName} from generate_series(1, ${times})`;
  });
}
