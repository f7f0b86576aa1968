-- A job for each of these leagues (null: messages about none): handles what waits, one message after the other. Of several jobs of a league
-- one finds the oldest message, and the others nothing.
create or replace function app_private.add_inbox_jobs(leagues uuid[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  if cardinality(leagues) = 0 then
    return;
  end if;
  perform graphile_worker_relay.add_jobs(array(
    select row(
      'handle_messages', json_build_object('leagueId', l.league), null, null, null,
      'inbox ' || coalesce(l.league::text, 'of none'), null, null
    )::graphile_worker_relay.job_spec
    from unnest(leagues) as l (league)
  ));
end;
$$;
