-- Says behind which messages one waits that came, whoever wrote it into the inbox: those of its source's league, and of a source of all leagues
-- those of the league that the message names.
create or replace function app_private.place_message()
returns trigger
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  new.league_id := coalesce(
    (select s.league_id from app_public.sources s where s.id = new.source_id),
    app_private.uuid_or_null(new.body ->> 'leagueId')
  );
  return new;
end;
$$;
