-- Facts with the note that somebody gave with a deed; without one where there is none. Refuses what is no plain text of 1 to 500 characters.
create or replace function app_private.noted(facts jsonb, note text)
returns jsonb
language plpgsql
immutable
as $$
declare
  longest_note constant integer := 500;
  plain constant text := app_private.plain_name(note, longest_note);
begin
  if note is null then
    return facts;
  end if;
  if plain is null then
    perform app_private.refuse('TEXT_INVALID', jsonb_build_object(
      'argument', 'note',
      'problem', format('a note has 1 to %s characters in one line, none of them invisible', longest_note)
    ));
  end if;
  return facts || jsonb_build_object('note', plain);
end;
$$;
