-- How a draft is played, as it was given, for who runs its league and wants to change it: one row.
create or replace function app_private.read_settings(draft uuid, actor app_private.actor)
returns table (
  version integer,
  state app_public.draft_state,
  teams integer,
  settings jsonb,
  starts_at timestamptz,
  visibility app_public.draft_visibility
)
language plpgsql
stable
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  perform app_private.require_commissioner(actor, (app_private.require_draft(draft, actor)).league_id);
  return query
  select
    d.version, d.state,
    (select count(*)::integer from app_public.draft_slots seat where seat.draft_id = d.id),
    app_private.settings_told(s), d.starts_at, d.visibility
  from app_public.drafts d
  join app_public.draft_settings s on s.draft_id = d.id
  where d.id = draft;
end;
$$;
