-- Writes events of one league, numbered on from its last one: the only insert into league_events.
create or replace function app_private.append_league_events(league uuid, at timestamptz, kind text, facts jsonb[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  last integer;
begin
  insert into app_private.league_streams as s (league_id, version)
  values (league, cardinality(facts))
  on conflict (league_id) do update set version = s.version + excluded.version
  returning s.version into last;
  insert into app_private.league_events (league_id, version, at, kind, data)
  select league, last - cardinality(facts) + f.place, append_league_events.at, append_league_events.kind, f.data
  from unnest(facts) with ordinality as f (data, place);
end;
$$;
