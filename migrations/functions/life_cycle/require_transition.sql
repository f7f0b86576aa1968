-- Refuses a change of state that the table of transitions does not list.
create or replace function app_private.require_transition(
  from_state app_public.draft_state,
  to_state app_public.draft_state
)
returns void
language plpgsql
stable
as $$
begin
  if not exists (
    select from app_private.draft_transitions t
    where t.from_state = require_transition.from_state and t.to_state = require_transition.to_state
  ) then
    perform app_private.refuse('ILLEGAL_TRANSITION', jsonb_build_object('from', from_state, 'to', to_state));
  end if;
end;
$$;
