-- A ticket for one stream of a draft's events, valid for 30 seconds; answers until when. The stream lives no longer than what
-- asked for it: a session, or a token that is good until then. Tickets that nobody used in time go with the next one that is
-- made.
create or replace function app_private.create_event_ticket(
  draft uuid,
  hash bytea,
  actor app_private.actor,
  session_hash bytea,
  valid_until timestamptz
)
returns timestamptz
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  valid_for constant interval := '30 seconds';
  at constant timestamptz := clock_timestamp();
begin
  perform app_private.require_draft(draft, actor);
  if (actor).user_id is null then
    perform app_private.refuse('NOT_SIGNED_IN');
  end if;
  delete from app_private.event_tickets t
  where t.hash = any (array(
    select old.hash from app_private.event_tickets old where old.expires_at < at for update skip locked
  ));
  insert into app_private.event_tickets (hash, draft_id, actor_kind, user_id, expires_at, session_hash, valid_until)
  values (
    create_event_ticket.hash, draft, (actor).kind, (actor).user_id, at + valid_for,
    create_event_ticket.session_hash, create_event_ticket.valid_until
  );
  return at + valid_for;
end;
$$;
