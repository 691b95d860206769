-- The file of a single-contact export, in one batch: the customer with all conversations and tickets.
--
-- Generic plan: see export_contacts.

create function public.export_contact()
returns public."text/plain"
language plpgsql stable security invoker
set search_path = '' set timezone = 'UTC' set statement_timeout = '120s'
set plan_cache_mode = 'force_generic_plan'
as $$
declare
  export constant public.exports := private.require_export('contact');
  customer public.customers;
  conversation_ids uuid[];
  ticket_ids uuid[];
  counts json;
  file text;
begin
  select * into customer from public.customers where tenant_id = export.tenant_id and id = export.target_id;
  if not found then
    raise exception 'No such contact.' using errcode = 'foreign_key_violation';
  end if;
  -- A stable function uses one snapshot throughout. Row-level security hides internal notes when they were not requested.
  conversation_ids := array(
    select id from public.conversations
    where tenant_id = export.tenant_id and (customer_id = customer.id or id = customer.source_conversation_id)
  );
  ticket_ids := array(select id from public.tickets where tenant_id = export.tenant_id and customer_id = customer.id);
  counts := json_build_object(
    'contacts', 1,
    'conversations', cardinality(conversation_ids),
    'messages', (
      select count(*) from public.messages where tenant_id = export.tenant_id and conversation_id = any (conversation_ids)
    ),
    'replies', (
      select count(*) from public.replies where tenant_id = export.tenant_id and conversation_id = any (conversation_ids)
    ),
    'tickets', cardinality(ticket_ids),
    'ticket_replies', (
      select count(*) from public.ticket_replies where tenant_id = export.tenant_id and ticket_id = any (ticket_ids)
    ),
    'ticket_notes', (
      select count(*) from public.ticket_notes where tenant_id = export.tenant_id and ticket_id = any (ticket_ids)
    )
  );
  file := (
    select row_to_json(f)::text from (
      select
        (
          select row_to_json(c) from (
            select customer.id, customer.type, customer.email, customer.name, customer.company, customer.job_title, customer.phone,
              customer.source, customer.external_id, customer.account_id, customer.source_bot_id, customer.source_conversation_id,
              customer.notes, customer.metadata, customer.churn_reasons, customer.created_at, customer.last_seen_at,
              customer.promoted_at, customer.churned_at
          ) c
        ) as customer,
        coalesce((
          select json_agg(c order by c.created_at, c.id) from (
            select v.id, v.status, v.subject, v.summary,
              -- Null for the conversation of another customer, which can be the source of this one.
              case when v.customer_id = customer.id then v.customer_id end as customer_id,
              v.channel_id, v.bot_id, v.widget_id, v.assigned_agent_id, v.created_at, v.updated_at,
              coalesce((
                select json_agg(m order by m.created_at, m.id) from (
                  select id, role, content, created_at from public.messages
                  where tenant_id = export.tenant_id and conversation_id = v.id
                ) m
              ), '[]') as messages,
              coalesce((
                select json_agg(r order by r.created_at, r.id) from (
                  select id, author, body, is_internal, created_at from public.replies
                  where tenant_id = export.tenant_id and conversation_id = v.id
                ) r
              ), '[]') as replies
            from public.conversations v
            where v.tenant_id = export.tenant_id and v.id = any (conversation_ids)
          ) c
        ), '[]') as conversations,
        coalesce((
          select json_agg(t order by t.created_at, t.id) from (
            select k.id, k.title, k.description, k.status, k.priority, k.customer_id, k.conversation_id, k.assignee_id,
              k.created_at, k.updated_at,
              coalesce((
                select json_agg(r order by r.created_at, r.id) from (
                  select id, author, body, created_at from public.ticket_replies
                  where tenant_id = export.tenant_id and ticket_id = k.id
                ) r
              ), '[]') as replies,
              coalesce((
                select json_agg(n order by n.created_at, n.id) from (
                  select id, author, body, created_at from public.ticket_notes
                  where tenant_id = export.tenant_id and ticket_id = k.id
                ) n
              ), '[]') as notes
            from public.tickets k
            where k.tenant_id = export.tenant_id and k.id = any (ticket_ids)
          ) t
        ), '[]') as tickets
    ) f
  );
  return private.batch_response(file, 1, counts, null);
end;
$$;
comment on function public.export_contact() is
  'The whole file of a single-contact export as one batch: a JSON object with the customer, conversations and tickets.';
grant execute on function public.export_contact() to anon;

revoke execute on all functions in schema public, private from public;
