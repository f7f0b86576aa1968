-- Removes what is too old: entries of the log of deliveries and messages that were done after seven days, dead letters and messages that were
-- set aside after thirty, secrets that are over, and jobs that a relay left behind when it died; at most so many of each. Answers how many.
create or replace function app_private.prune_outbox(most integer)
returns integer
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  now_there constant timestamptz := clock_timestamp();
  deliveries_for constant interval := '7 days';
  dead_letters_for constant interval := '30 days';
  done_for constant interval := '7 days';
  set_aside_for constant interval := '30 days';
  abandoned_after constant interval := '1 hour';
  removed integer;
  total integer := 0;
begin
  delete from app_public.deliveries d
  where d.id = any (array(
    select old.id from app_public.deliveries old where old.at < now_there - deliveries_for limit most
  ));
  get diagnostics removed = row_count;
  total := total + removed;
  delete from app_public.dead_letters l
  where l.id = any (array(
    select old.id from app_public.dead_letters old where old.at < now_there - dead_letters_for limit most
  ));
  get diagnostics removed = row_count;
  total := total + removed;
  delete from app_public.inbox m
  where m.id = any (array(
    select old.id from app_public.inbox old
    where old.state <> 'WAITING'
      and old.handled_at < now_there - case when old.state = 'DONE' then done_for else set_aside_for end
      and old.handled_at < now_there - done_for
    limit most
  ));
  get diagnostics removed = row_count;
  total := total + removed;
  delete from app_private.endpoint_secrets s where s.expires_at < now_there;
  get diagnostics removed = row_count;
  total := total + removed;
  delete from app_private.source_secrets s where s.expires_at < now_there;
  get diagnostics removed = row_count;
  total := total + removed;
  delete from graphile_worker_relay._private_jobs job
  where job.key is null and job.locked_at < now_there - abandoned_after;
  get diagnostics removed = row_count;
  return total + removed;
end;
$$;
