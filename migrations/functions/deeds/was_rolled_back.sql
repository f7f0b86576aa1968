-- Whether the event after a version of a draft is that rollback, so that the same request comes again whose answer got lost. to_pick null:
-- the undoing of the last pick.
create or replace function app_private.was_rolled_back(draft uuid, seen_version integer, to_pick integer)
returns boolean
language plpgsql
stable
as $$
begin
  return exists (
    select from app_public.draft_events e
    where e.draft_id = draft and e.version = seen_version + 1 and e.kind = 'ROLLED_BACK'
      and case
        when to_pick is null then e.data ->> 'cause' = 'UNDO'
        else e.data ->> 'cause' = 'ROLL_BACK' and (e.data ->> 'toPick')::integer = to_pick
      end
  );
end;
$$;
