-- The half of a pick's reason that only the team may read. Row security decides who does.
create or replace function app_public.picks_private_reason(pick app_public.picks)
returns text
language sql
stable
as $$
  select kept.reason from app_public.pick_reasons kept
  where kept.draft_id = pick.draft_id and kept.pick_number = pick.pick_number and kept.picked_at = pick.picked_at;
$$;
comment on function app_public.picks_private_reason(app_public.picks) is
  'What only the team''s manager may read of why the service picked: the place in the queue or ranking, wishes that were given up. Null for everybody else, and where there is nothing more to say.';
