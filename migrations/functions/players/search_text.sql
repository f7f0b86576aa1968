-- What is searched for by a text that somebody typed: as fold_name makes it, and nothing where no letter, figure or picture is left of it,
-- as of a space, a full stop or an apostrophe alone. Who has typed only that has not said yet what they look for. searchFor in
-- web/src/state/fold_text.ts does the same.
create or replace function app_private.search_text(typed text)
returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case when folded.text ~ '[^\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f]'
    then folded.text else '' end
  from (select app_private.fold_name(typed)) as folded (text);
$$;
