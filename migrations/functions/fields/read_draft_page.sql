-- What the page of a draft says before any script runs, for whoever may watch it; no row for others. viewer: a person, or null for everybody.
-- picture: the board as web/src/picture/picture.tsx shows it; null before a draft opens, and of a board with more than 600 cells.
create or replace function app_private.read_draft_page(draft uuid, viewer uuid)
returns table (league_name text, state text, team_count integer, rounds integer, pick_count integer, on_clock text, picture json)
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
    board.picked,
    (
      select t.name from app_public.picks p join app_public.teams t on t.id = p.team_id
      where p.draft_id = d.id and p.pick_number = d.current_pick
    ),
    case when board.size between 1 and 600 then json_build_object(
      'league', coalesce(d.name, l.name),
      'isPreview', d.is_preview,
      'state', d.state,
      'currentPick', d.current_pick,
      'teams', (
        select json_agg(json_build_object('id', t.id, 'name', t.name, 'slot', s.slot) order by s.slot)
        from app_public.draft_slots s join app_public.teams t on t.id = s.team_id
        where s.draft_id = d.id
      ),
      'cells', (
        select json_agg(json_build_object(
          'pickNumber', p.pick_number, 'round', p.round, 'slot', p.slot, 'teamId', p.team_id,
          'playerId', p.player_id::text, 'source', p.source, 'reason', p.reason,
          'isSkipped', p.skipped_at is not null and pl.id is null, 'isForfeited', p.is_forfeited,
          'name', pl.name, 'positions', pl.positions, 'proTeam', pl.pro_team, 'byeWeek', pl.bye_week
        ) order by p.pick_number)
        from app_public.picks p left join app_public.players pl on pl.id = p.player_id
        where p.draft_id = d.id
      )
    ) end
  from app_private.may_watch(draft, row('USER', viewer)::app_private.actor) as d
  join app_public.leagues l on l.id = d.league_id
  cross join lateral (
    select count(*)::integer as size, count(p.player_id)::integer as picked from app_public.picks p where p.draft_id = d.id
  ) as board;
$$;
