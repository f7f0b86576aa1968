-- What becomes of each request if it is carried out at that time. Changes nothing.
--
-- requests: [{kind: MANUAL | AUTO, draftId, pickNumber, playerId,
--             actorKind, userId             (manual: who asks),
--             version, strategy, reason     (auto: what the choice was made on, and why)}]
-- judged_drafts: the drafts that may be changed; auto requests for others are answered "skipped".
create or replace function app_private.judge_picks(requests jsonb, at timestamptz, judged_drafts uuid[])
returns setof app_private.judged_pick
language plpgsql
stable
as $$
begin
  return query
  with asked as (
    select
      r.ordinality::integer as ordinal, r.kind, r."draftId" as draft_id, r."pickNumber" as pick_number,
      r."playerId" as player_id, r.version as read_version, r.strategy, r.reason,
      r."actorKind" as actor_kind, r."userId" as user_id
    from rows from (
      jsonb_to_recordset(requests) as (
        kind text, "draftId" uuid, "pickNumber" integer, "playerId" integer,
        "actorKind" text, "userId" uuid, version integer, strategy text, reason text
      )
    ) with ordinality as r
  ),
  facts as (
    select
      asked.*,
      d.id as known_draft, d.state, d.opened_at, d.current_pick, d.next_deadline, d.due_at, d.pool_id,
      d.version, d.job_id,
      cell.pick_number as cell_number, cell.round, cell.slot, cell.team_id,
      cell.player_id as cell_player, cell.picked_by as cell_picked_by, cell.picked_at as cell_picked_at,
      seat.autopilot,
      team.manager_id is not null and team.manager_id = asked.user_id as is_manager,
      asked.actor_kind = 'OPERATOR' or coalesce(league.commissioner_id = asked.user_id, false) as runs_league,
      player.position_bits,
      taken.pick_number as taken_in
    from asked
    left join app_public.drafts d on d.id = asked.draft_id
    left join app_public.picks cell on cell.draft_id = d.id and cell.pick_number = asked.pick_number
    left join app_public.draft_slots seat on seat.draft_id = d.id and seat.team_id = cell.team_id
    left join app_public.teams team on team.id = cell.team_id
    left join app_public.leagues league on league.id = d.league_id
    left join app_public.players player on player.id = asked.player_id and player.pool_id = d.pool_id
    left join app_public.picks taken on taken.draft_id = d.id and taken.player_id = asked.player_id
  ),
  -- Materialized: each verdict is reached once, not again in every column that mentions it.
  verdicts as materialized (
    select
      f.*,
      case
        when f.known_draft is null then 'DRAFT_NOT_FOUND'
        when f.kind = 'AUTO' and f.draft_id <> all (judged_drafts) then 'SKIPPED'
        when f.kind = 'AUTO' and (
          f.state <> 'IN_PROGRESS' or f.due_at > at or f.version <> f.read_version
          or f.current_pick <> f.pick_number
        ) then 'STALE'
        when f.kind = 'MANUAL' and f.actor_kind = 'USER' and f.user_id is null then 'NOT_SIGNED_IN'
        when f.opened_at is null then 'DRAFT_NOT_IN_PROGRESS'
        when f.cell_number is null then 'PICK_NOT_FOUND'
        when f.kind = 'MANUAL' and not f.is_manager and not f.runs_league then 'NOT_YOUR_TEAM'
        when f.cell_player = f.player_id and f.cell_picked_by = f.user_id then 'REPEATED'
        when f.cell_player is not null then 'PICK_ALREADY_MADE'
        when f.state <> 'IN_PROGRESS' then 'DRAFT_NOT_IN_PROGRESS'
        when f.pick_number <> f.current_pick then 'PICK_NOT_ON_CLOCK'
        when f.kind = 'MANUAL' and at > f.next_deadline then 'DEADLINE_PASSED'
        when f.position_bits is null then 'PLAYER_NOT_IN_POOL'
        when f.taken_in is not null then 'PLAYER_TAKEN'
        when not app_private.fits(f.draft_id, f.team_id, f.position_bits) then 'PLAYER_DOES_NOT_FIT'
      end as verdict
    from facts f
  )
  select
    v.ordinal,
    v.draft_id,
    case
      when v.verdict is null then 'picked'
      when v.verdict in ('REPEATED', 'STALE', 'SKIPPED') then lower(v.verdict)
      else 'refused'
    end,
    case when v.verdict not in ('REPEATED', 'STALE', 'SKIPPED') then v.verdict end,
    jsonb_strip_nulls(jsonb_build_object(
      'draftId', v.draft_id, 'pickNumber', v.pick_number, 'currentPick', v.current_pick,
      'playerId', v.player_id, 'teamId', v.team_id, 'state', v.state, 'deadline', v.next_deadline, 'at', at
    )),
    v.pick_number, v.round, v.slot, v.team_id, v.player_id,
    case
      when v.kind = 'AUTO' and v.autopilot then 'AUTOPILOT'
      when v.kind = 'AUTO' then 'AUTO'
      when v.is_manager then 'MANUAL'
      else 'COMMISSIONER'
    end::app_public.pick_source,
    v.strategy, v.reason, v.user_id,
    case when v.verdict is null then v.version + 1 else v.version end,
    v.job_id, v.next_deadline,
    next_cell.pick_number, next_cell.team_id,
    app_private.clock_end(at, next_cell.seconds, next_seat.autopilot),
    coalesce(v.cell_picked_at, at)
  from verdicts v
  left join lateral (
    select cell.pick_number, cell.team_id, cell.seconds
    from app_public.picks cell
    where cell.draft_id = v.draft_id and cell.pick_number > v.pick_number and cell.player_id is null
    order by cell.pick_number
    limit 1
  ) as next_cell on v.verdict is null
  left join app_public.draft_slots next_seat
    on next_seat.draft_id = v.draft_id and next_seat.team_id = next_cell.team_id;
end;
$$;
