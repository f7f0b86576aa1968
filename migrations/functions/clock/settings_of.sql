-- The settings that hold for a pick of a draft: for the pick on the clock those that it came on the clock with, where they were changed since.
create or replace function app_private.settings_of(draft uuid, pick_number integer)
returns app_public.draft_settings
language sql
stable
as $$
  select case when earlier.settings is null then s else jsonb_populate_record(s, earlier.settings) end
  from app_public.draft_settings s
  left join app_private.earlier_settings earlier
    on earlier.draft_id = s.draft_id and earlier.pick_number = settings_of.pick_number
  where s.draft_id = settings_of.draft;
$$;
