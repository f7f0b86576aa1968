-- Sets how auto-picks are chosen for a team, for its manager or who runs the league: a strategy by its name, and its options as
-- src/strategy checked them; null: the league's default. A choice that was made before is stale: the number that fences the team's queue
-- fences whatever is private to it.
create or replace function app_private.set_strategy(
  draft uuid,
  team uuid,
  strategy text,
  options jsonb,
  actor app_private.actor
)
returns void
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  watched constant app_public.drafts := app_private.lock_seat(draft, team, actor, for_commissioner => true);
  manager constant uuid := (select t.manager_id from app_public.teams t where t.id = team);
begin
  if strategy is null then
    delete from app_public.team_strategies own where own.draft_id = draft and own.team_id = team;
  else
    -- What is set already stays, also where a ranking that it names is gone by now.
    if not exists (
      select from app_public.team_strategies own
      where own.draft_id = draft and own.team_id = team and own.manager_id is not distinct from manager
        and (own.strategy, own.options) = (set_strategy.strategy, set_strategy.options)
    ) then
      perform app_private.require_known_options(watched.pool_id, manager, strategy, options);
    end if;
    insert into app_public.team_strategies as own (draft_id, team_id, manager_id, strategy, options, set_at)
    values (draft, team, manager, set_strategy.strategy, set_strategy.options, clock_timestamp())
    on conflict (draft_id, team_id) do update
    set manager_id = excluded.manager_id, strategy = excluded.strategy, options = excluded.options, set_at = excluded.set_at
    where (own.manager_id, own.strategy, own.options)
      is distinct from (excluded.manager_id, excluded.strategy, excluded.options);
  end if;
  if not found then
    return;
  end if;
  update app_public.draft_slots seat set queue_version = seat.queue_version + 1
  where seat.draft_id = draft and seat.team_id = team;
  -- Which one is the team's own business.
  if manager is distinct from (actor).user_id then
    perform app_private.audit(actor, 'STRATEGY_SET', watched.league_id, draft, team);
  end if;
end;
$$;
