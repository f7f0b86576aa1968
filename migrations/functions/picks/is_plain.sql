-- Whether a pick of the clock changes nothing in such a draft but its cell, the event, and which cell is on the clock until when: then
-- apply_choices may carry it out without judging it again. Settings under which a pick changes more make this false, and the picks
-- of the clock are judged one by one. Whoever changes settings of an open draft gives the draft a new version.
create or replace function app_private.is_plain(settings app_public.draft_settings)
returns boolean
language sql
immutable
as $$
  select true;
$$;
