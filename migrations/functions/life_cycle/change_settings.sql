-- Changes how a draft is played. settings: all of them, as src/draft checked them on the draft as it was at that version. Before the draft
-- opens everything may change, also when it starts; while it is in progress or paused who may watch, which holds at once, and the settings
-- of time, which hold from the next cell on: the pick on the clock keeps its instants and its rules until its clock begins anew. Answers the
-- draft's version.
create or replace function app_private.change_settings(
  draft uuid,
  seen_version integer,
  settings jsonb,
  starts_at timestamptz,
  visibility app_public.draft_visibility,
  actor app_private.actor
)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  farthest_start constant interval := '2 years';
  fixed_once_open constant text[] := array[
    'order', 'rounds', 'rosterSlots', 'tradedPicks', 'keepers', 'forfeits', 'positionMaximums', 'startsAt'
  ];
  changing app_public.drafts := app_private.require_draft(draft, actor);
  at timestamptz;
  before app_public.draft_settings;
  after app_public.draft_settings;
  changed text[];
begin
  perform app_private.require_commissioner(actor, changing.league_id);
  changing := app_private.lock_draft(draft);
  at := clock_timestamp();
  if changing.state in ('COMPLETED', 'CANCELLED') then
    perform app_private.refuse('DRAFT_OVER', jsonb_build_object('state', changing.state));
  elsif changing.version <> seen_version then
    perform app_private.refuse('STALE_VERSION', jsonb_build_object('version', changing.version, 'seen', seen_version));
  end if;
  select * into strict before from app_public.draft_settings s where s.draft_id = draft;
  after := app_private.write_settings(draft, settings);
  changed := array(
    select told.key from jsonb_each(app_private.settings_told(after)) as told
    where told.value is distinct from app_private.settings_told(before) -> told.key
    order by told.key
  );
  if starts_at is distinct from changing.starts_at then
    changed := changed || 'startsAt'::text;
  end if;
  if visibility <> changing.visibility then
    changed := changed || 'visibility'::text;
  end if;
  if changed = '{}' then
    return changing.version;
  end if;
  if changing.state <> 'SCHEDULED' and changed && fixed_once_open then
    perform app_private.refuse('SETTINGS_FIXED', jsonb_build_object(
      'settings', array(select c from unnest(changed) as c where c = any (fixed_once_open)), 'state', changing.state
    ));
  end if;
  if 'rosterSlots' = any (changed) then
    perform app_private.require_roster_size(after.roster_slots);
  end if;
  if changing.state = 'SCHEDULED' then
    perform app_private.require_pool_size(
      changing.pool_id,
      after.rounds * (select count(*)::integer from app_public.draft_slots seat where seat.draft_id = draft)
        - jsonb_array_length(after.forfeits)
    );
  end if;
  if changed && array['strategy', 'strategyOptions'] then
    perform app_private.require_known_options(
      changing.pool_id, null, after.strategy, after.strategy_options - 'ranking'
    );
    perform app_private.require_any_ranking(changing.pool_id, after.strategy, after.strategy_options);
  end if;
  if 'startsAt' = any (changed) and (starts_at <= at or starts_at > at + farthest_start) then
    perform app_private.refuse('START_INVALID', jsonb_build_object('startsAt', starts_at, 'at', at));
  end if;
  perform app_private.require_coming_pauses(
    array(select p from unnest(after.pause_at) as p where p <> all (before.pause_at)),
    array(select p from unnest(after.pause_before_picks) as p where p <> all (before.pause_before_picks)),
    at, changing.current_pick
  );
  update app_public.drafts d
  set version = changing.version + 1, starts_at = change_settings.starts_at, visibility = change_settings.visibility
  where d.id = draft
  returning d.* into strict changing;
  if changing.state = 'SCHEDULED' then
    perform graphile_worker.remove_job(app_private.start_key(draft));
    perform app_private.set_alarm(changing);
  else
    perform app_private.hold_from_next_cell(changing, before, after, at);
  end if;
  perform app_private.append_events(
    array[draft], array[changing.version], at, 'SETTINGS_CHANGED',
    array[jsonb_build_object(
      'changed', changed, 'settings', app_private.settings_told(after), 'startsAt', starts_at,
      'nextDeadline', coalesce(changing.deadline, changing.next_deadline),
      'bankSecondsAdded', case when changing.opened_at is null then 0 else after.bank_seconds - before.bank_seconds end
    )]
  );
  perform app_private.audit(
    actor, 'SETTINGS_CHANGED', changing.league_id, draft, null, jsonb_build_object('changed', changed)
  );
  return changing.version;
end;
$$;
