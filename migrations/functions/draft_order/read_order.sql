-- What the order of a draft is judged by before it is changed, for who runs its league: its teams in their order, its settings, and whether
-- the order was drawn. One row.
create or replace function app_private.read_order(draft uuid, actor app_private.actor)
returns table (state app_public.draft_state, team_ids uuid[], settings jsonb, is_drawn boolean)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_commissioner(actor, (app_private.require_draft(draft, actor)).league_id);
  return query
  select
    d.state,
    array(select seat.team_id from app_public.draft_slots seat where seat.draft_id = d.id order by seat.slot),
    app_private.settings_told(s),
    exists (select from app_private.draft_seeds seed where seed.draft_id = d.id and seed.drawn_at is not null)
  from app_public.drafts d
  join app_public.draft_settings s on s.draft_id = d.id
  where d.id = draft;
end;
$$;
