-- The order that a seed and the words of managers give some teams: docs/draw.md says how, and client/verify_order.ts repeats it. words: a
-- line for each word, `<team>=<word>`, by the ids of the teams.
create or replace function app_private.shuffle_teams(seed bytea, words text, teams uuid[])
returns uuid[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  numbers constant bigint := 4294967296;
  numbers_of_a_block constant integer := 8;
  shuffled uuid[] := array(select listed.team from unnest(teams) as listed (team) order by listed.team);
  block bytea;
  blocks integer := 0;
  used integer := numbers_of_a_block;
  number bigint;
  chosen integer;
  held uuid;
begin
  -- Fisher and Yates, from the last place to the second.
  for places in reverse cardinality(shuffled) .. 2 loop
    loop
      if used = numbers_of_a_block then
        block := app_private.hmac_sha256(seed, convert_to(blocks || E'\n' || words, 'UTF8'));
        blocks := blocks + 1;
        used := 0;
      end if;
      number := (get_byte(block, used * 4)::bigint << 24) + (get_byte(block, used * 4 + 1) << 16)
        + (get_byte(block, used * 4 + 2) << 8) + get_byte(block, used * 4 + 3);
      used := used + 1;
      -- The highest numbers would favour the first places.
      exit when number < numbers / places * places;
    end loop;
    chosen := number % places + 1;
    held := shuffled[places];
    shuffled[places] := shuffled[chosen];
    shuffled[chosen] := held;
  end loop;
  return shuffled;
end;
$$;
