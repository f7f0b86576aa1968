-- Picks of the clock for drafts that nothing has changed since the choices were made: one set of statements for all that are plain, and no
-- judging. Element i of each list belongs together; no draft is among them twice.
--
-- A choice names the version of the draft and that of the team's queue. While both are what they were, and the draft is in progress,
-- due and on that pick, nothing can have changed that the choice was made on: whatever changes a board, an owner, the settings or an
-- autopilot makes a new version, and who is in a pool never changes. So that is all that is compared (see fill_chosen_cells). Which cell is next
-- and until when its clock runs is asked here, as after every pick. The constraints of the tables stay the last defence: a
-- violated one is an error, and nothing of the set is applied.
--
-- What the set leaves is applied one by one: drafts with rules of time, whose clocks take more than one statement each.
--
-- own: the draft that is waited for; every other one is skipped while somebody holds it. Answers each choice, by its place from 1:
-- picked, skipped, stale as judge_pick says it, or judge: apply_picks has to be asked, as in an outage, where there is no such draft, or
-- where the rules of time may do something else than pick.
create or replace function app_private.apply_choices(
  draft_ids uuid[],
  versions integer[],
  pick_numbers integer[],
  player_ids integer[],
  queue_versions integer[],
  strategies text[],
  reasons text[],
  private_reasons text[],
  own uuid
)
returns setof app_private.applied_choice
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
-- As in apply_picks.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_bitmapscan = off
set enable_material = off
set enable_sort = off
set enable_memoize = off
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  asked constant integer := cardinality(draft_ids);
  held integer[];
  at timestamptz;
  filled app_private.filled_cells;
begin
  if asked = 1 then
    return next app_private.apply_choice(
      1, draft_ids[1], versions[1], pick_numbers[1], player_ids[1], queue_versions[1], strategies[1], reasons[1],
      private_reasons[1], own is not distinct from draft_ids[1]
    );
    return;
  end if;
  if own is not null then
    perform from app_public.drafts d where d.id = own for no key update;
  end if;
  -- A statement of its own: what is compared afterwards is read when the locks are there.
  held := array(
    select w.place::integer
    from unnest(draft_ids) with ordinality as w (draft, place)
    join app_public.drafts d on d.id = w.draft
    for no key update of d skip locked
  );
  at := clock_timestamp();
  filled := app_private.fill_chosen_cells(
    draft_ids, versions, pick_numbers, player_ids, queue_versions, strategies, reasons,
    case when cardinality(held) < asked then held end, at
  );
  if filled.places is not null then
    return query select f.* from app_private.follow_filled_cells(filled, at) as f;
    -- Most choices have no private half.
    if cardinality(array_remove(private_reasons, null)) > 0 then
      perform app_private.keep_reasons(
        filled.drafts, filled.pick_numbers, filled.teams,
        array(select private_reasons[f.place] from unnest(filled.places) with ordinality as f (place, at) order by f.at), at
      );
    end if;
  end if;
  if coalesce(cardinality(filled.places), 0) < asked then
    return query
    select applied.*
    from generate_subscripts(draft_ids, 1) as left_over (place),
      lateral app_private.apply_choice(
        left_over.place, draft_ids[left_over.place], versions[left_over.place], pick_numbers[left_over.place],
        player_ids[left_over.place], queue_versions[left_over.place], strategies[left_over.place],
        reasons[left_over.place], private_reasons[left_over.place], own is not distinct from draft_ids[left_over.place]
      ) as applied
    where left_over.place <> all (coalesce(filled.places, '{}'));
  end if;
end;
$$;
