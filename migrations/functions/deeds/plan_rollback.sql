-- What a rollback of a draft to a pick undoes: every cell from it on that is made or skipped, but for keepers. to_pick null: what the undoing
-- of its last pick undoes. Refuses what cannot be undone. Changes nothing.
create or replace function app_private.plan_rollback(held app_public.drafts, to_pick integer)
returns app_private.rollback
language plpgsql
stable
as $$
declare
  plan app_private.rollback;
  target app_public.picks;
  last_version integer;
  on_clock app_public.picks;
begin
  if held.state <> 'PAUSED' then
    perform app_private.require_transition(held.state, 'PAUSED');
  end if;
  if to_pick is null then
    select e.version, (e.data ->> 'pickNumber')::integer into last_version, plan.to_pick
    from app_public.draft_events e
    join app_public.picks cell on cell.draft_id = e.draft_id and cell.pick_number = (e.data ->> 'pickNumber')::integer
    where e.draft_id = held.id and e.kind = 'PICKED' and cell.picked_at is not null
    order by e.version desc
    limit 1;
    if not found then
      perform app_private.refuse('NOTHING_TO_UNDO');
    end if;
  else
    plan.to_pick := to_pick;
  end if;
  select * into target from app_public.picks c where c.draft_id = held.id and c.pick_number = plan.to_pick;
  if not found then
    perform app_private.refuse('PICK_NOT_FOUND', jsonb_build_object('pickNumber', to_pick));
  elsif target.source = 'KEEPER' or target.is_forfeited then
    perform app_private.refuse('PICK_FIXED', jsonb_build_object('pickNumber', to_pick));
  end if;

  if to_pick is null and target.skipped_at is not null then
    plan.cells := array[target.pick_number];
    plan.keeps_skip := true;
    on_clock := app_private.cell_on_clock(held);
    plan.keeps_clock := on_clock.pick_number is not null
      and (on_clock.skipped_at is null or on_clock.pick_number < target.pick_number);
    if plan.keeps_clock then
      plan.to_pick := on_clock.pick_number;
    else
      plan.as_of := app_private.came_on_clock(held.id, target.pick_number, last_version);
    end if;
    return plan;
  end if;
  plan.keeps_skip := false;
  plan.keeps_clock := false;
  plan.cells := array(
    select c.pick_number from app_public.picks c
    where c.draft_id = held.id and c.pick_number >= target.pick_number
      and (c.skipped_at is not null or c.picked_at is not null and c.source <> 'KEEPER')
    order by c.pick_number
  );
  if plan.cells = '{}' then
    perform app_private.refuse('NOTHING_TO_UNDO', jsonb_build_object('pickNumber', to_pick));
  end if;
  plan.as_of := app_private.came_on_clock(held.id, target.pick_number);
  return plan;
end;
$$;
