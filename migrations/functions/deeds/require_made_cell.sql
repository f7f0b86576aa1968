-- A cell of a locked draft that is made. Refuses one that there is not, that was forfeited, or that is open.
create or replace function app_private.require_made_cell(draft uuid, pick_number integer)
returns app_public.picks
language plpgsql
stable
as $$
declare
  cell app_public.picks;
begin
  select * into cell from app_public.picks c where c.draft_id = draft and c.pick_number = require_made_cell.pick_number;
  if not found then
    perform app_private.refuse('PICK_NOT_FOUND', jsonb_build_object('pickNumber', require_made_cell.pick_number));
  elsif cell.is_forfeited then
    perform app_private.refuse('PICK_FORFEITED', jsonb_build_object('pickNumber', cell.pick_number));
  elsif cell.picked_at is null then
    perform app_private.refuse('PICK_OPEN', jsonb_build_object('pickNumber', cell.pick_number));
  end if;
  return cell;
end;
$$;
