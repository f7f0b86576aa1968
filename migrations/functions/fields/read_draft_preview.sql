-- What a page says of a draft before anybody is asked who they are: for drafts that everybody may watch, no row for others. lines:
-- the picks that were made, one text a pick, of the largest boards the first 600.
create or replace function app_private.read_draft_preview(draft uuid)
returns table (league_name text, state text, team_count integer, rounds integer, pick_count integer, on_clock text, lines text[])
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  select
    l.name,
    d.state::text,
    (select count(*)::integer from app_public.draft_slots s where s.draft_id = d.id),
    (select s.rounds from app_public.draft_settings s where s.draft_id = d.id),
    (select count(*)::integer from app_public.picks p where p.draft_id = d.id and p.player_id is not null),
    (
      select t.name from app_public.picks p join app_public.teams t on t.id = p.team_id
      where p.draft_id = d.id and p.pick_number = d.current_pick
    ),
    array(
      select format('%s.  %s  %s  (%s)', p.pick_number, pl.name, array_to_string(pl.positions, '/'), t.name)
      from app_public.picks p
      join app_public.teams t on t.id = p.team_id
      join app_public.players pl on pl.id = p.player_id
      where p.draft_id = d.id
      order by p.pick_number
      limit 600
    )
  from app_private.may_watch(draft, row('USER', null)::app_private.actor) as d
  join app_public.leagues l on l.id = d.league_id;
$$;
