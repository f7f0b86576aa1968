-- The hidden league of a person's previews; made where there is none yet.
create or replace function app_private.preview_league(person uuid)
returns uuid
language plpgsql
volatile
as $$
declare
  league uuid;
begin
  insert into app_public.leagues (name, commissioner_id, is_preview) values ('Preview', person, true)
  on conflict (commissioner_id) where is_preview do nothing;
  select l.id into strict league from app_public.leagues l where l.commissioner_id = person and l.is_preview;
  return league;
end;
$$;
