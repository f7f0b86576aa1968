-- What waits for a person, the most urgent first: picks of their teams that are on the clock, come next or may be made up, in drafts in
-- progress and where no autopilot picks, and invitations to teams of leagues they run that nobody has followed.
create or replace function app_private.read_needs(person uuid)
returns table (
  kind text,
  until timestamptz,
  draft_id uuid,
  pick_number integer,
  team_id uuid,
  invitation_id uuid
)
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
  with seat as (
    select d.id as draft_id, s.team_id, s.autopilot, d.current_pick, coalesce(d.deadline, d.next_deadline) as deadline
    from app_public.teams t
    join app_public.draft_slots s on s.team_id = t.id
    join app_public.drafts d on d.id = s.draft_id
    where t.manager_id = person and d.state = 'IN_PROGRESS' and not d.is_preview
  )
  select need.kind, need.until, need.draft_id, need.pick_number, need.team_id, need.invitation_id
  from (
    select 1 as place, 'ON_THE_CLOCK' as kind, seat.deadline as until, seat.draft_id, cell.pick_number, seat.team_id, null::uuid as invitation_id
    from seat
    join app_public.picks cell on cell.draft_id = seat.draft_id and cell.pick_number = seat.current_pick
    where cell.team_id = seat.team_id and not seat.autopilot
    union all
    select 2, 'NEXT', null, seat.draft_id, cell.pick_number, seat.team_id, null
    from seat
    cross join lateral (
      -- As next_open_cell puts them on the clock.
      select c.pick_number, c.team_id
      from app_public.picks c
      where c.draft_id = seat.draft_id and c.player_id is null and not c.is_forfeited and c.pick_number <> seat.current_pick
      order by c.skipped_at is not null, c.pick_number
      limit 1
    ) as cell
    where cell.team_id = seat.team_id and not seat.autopilot
    union all
    select 3, 'TO_MAKE_UP', null, seat.draft_id, cell.pick_number, seat.team_id, null
    from seat
    join app_public.picks cell on cell.draft_id = seat.draft_id and cell.team_id = seat.team_id
    where cell.player_id is null and cell.skipped_at is not null and cell.pick_number <> seat.current_pick
    union all
    select 4, 'INVITATION_OPEN', i.expires_at, null, null, i.team_id, i.id
    from app_private.leagues_run_by(person) as run (league_id)
    join app_public.teams t on t.league_id = run.league_id
    join app_public.invitations i on i.team_id = t.id
    where i.claimed_at is null and i.revoked_at is null and i.expires_at > statement_timestamp()
  ) as need
  order by need.place, need.until nulls last, need.draft_id, need.pick_number, need.invitation_id
  limit 500;
$$;
