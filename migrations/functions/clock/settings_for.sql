-- The settings that hold for a pick of a draft: for the pick on the clock those that it came on the clock with, where they were changed since.
-- Pauses that are planned before picks are always those of now.
--
-- A set without settings of its own: whoever asks has it in the plan of that question, and reads the columns that it names.
create or replace function app_private.settings_for(draft uuid, pick_number integer)
returns setof app_public.draft_settings
language sql
stable
as $$
  select (
    case
      when earlier.settings is null then s
      else jsonb_populate_record(s, earlier.settings - 'pause_before_picks')
    end
  ).*
  from app_public.draft_settings s
  left join app_private.earlier_settings earlier
    on earlier.draft_id = s.draft_id and earlier.pick_number = settings_for.pick_number
  where s.draft_id = settings_for.draft;
$$;
