-- Picks of the clock for drafts that nothing has changed since the choices were made: one set of statements for all that are plain, one for
-- those with rules of time, and no judging. Element i of each list belongs together; no draft is among them twice.
--
-- A choice names the version of the draft and that of the team's queue. While both are what they were, and the draft is in progress,
-- due and on that pick, nothing can have changed that the choice was made on: whatever changes a board, an owner, the settings or an
-- autopilot makes a new version, and who is in a pool never changes. So that is all that is compared (see fill_chosen_cells). Which cell is next
-- and until when its clock runs is asked here, as after every pick. The constraints of the tables stay the last defence: a
-- violated one is an error, and nothing of the set is applied.
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
  have_time_rules boolean;
  first_has_rules boolean;
  -- Places: of what is locked and not applied yet, null where that is all; and of what is applied.
  left_over integer[];
  applied integer[] := '{}';
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
  left_over := case when cardinality(held) < asked then held end;
  -- Most sets are of one kind: with that of the first draft there is nothing left for the other.
  first_has_rules := coalesce(
    (select seat.has_time_rules from app_public.draft_slots seat where seat.draft_id = draft_ids[1] limit 1), false
  );
  foreach have_time_rules in array array[first_has_rules, not first_has_rules] loop
    filled := app_private.fill_chosen_cells(
      draft_ids, versions, pick_numbers, player_ids, queue_versions, strategies, reasons, left_over, have_time_rules, at
    );
    if filled.places is not null then
      return query select f.* from app_private.follow_filled_cells(filled, have_time_rules, at) as f;
      -- Most choices have no private half.
      if cardinality(array_remove(private_reasons, null)) > 0 then
        perform app_private.keep_reasons(
          filled.drafts, filled.pick_numbers, filled.teams,
          array(select private_reasons[f.place] from unnest(filled.places) with ordinality as f (place, at) order by f.at), at
        );
      end if;
      applied := applied || filled.places;
    end if;
    exit when cardinality(applied) = asked;
    left_over := array(select h from unnest(held) as h where h <> all (applied));
  end loop;
  if cardinality(applied) < asked then
    return query
    select choice.*
    from generate_subscripts(draft_ids, 1) as single (place),
      lateral app_private.apply_choice(
        single.place, draft_ids[single.place], versions[single.place], pick_numbers[single.place],
        player_ids[single.place], queue_versions[single.place], strategies[single.place],
        reasons[single.place], private_reasons[single.place], own is not distinct from draft_ids[single.place]
      ) as choice
    where single.place <> all (applied);
  end if;
end;
$$;
