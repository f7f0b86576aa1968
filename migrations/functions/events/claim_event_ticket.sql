-- Uses a ticket up: who asked for it, and by what, for the draft it was made for. No row: it is unknown, used, too old, or for
-- another draft.
create or replace function app_private.claim_event_ticket(draft uuid, hash bytea)
returns table (kind text, user_id uuid, session_hash bytea, valid_until timestamptz)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  used app_private.event_tickets;
begin
  delete from app_private.event_tickets t
  where t.hash = claim_event_ticket.hash and t.draft_id = draft
  returning t.* into used;
  if used.expires_at >= clock_timestamp() then
    return query select used.actor_kind, used.user_id, used.session_hash, used.valid_until;
  end if;
end;
$$;
