-- The plain form of a name that somebody gives, as readName in src/draft/names.ts makes it: composed, without white space around
-- it, with one space where there was some. Null where there is none: an empty name, one of more than that many characters, and one
-- with control, invisible or direction-changing characters. Constraints compare names with it.
create or replace function app_private.plain_name(name text, longest integer default 100)
returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  plain text := name;
  bare text;
begin
  -- Nearly every name is this short way through.
  if plain ~ '^[!-~]+( [!-~]+)*$' then
    return case when char_length(plain) <= longest then plain end;
  end if;
  plain := regexp_replace(
    plain,
    '(?<=[\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff0-9#*\u00a9\u00ae\u203c\u2049\u2122\u2139])[\ufe0e\ufe0f]+',
    '', 'g'
  );
  plain := normalize(plain, nfc);
  plain := btrim(regexp_replace(plain, '[\u0020\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+', ' ', 'g'), ' ');
  -- Joined emoji, and the flags of England, Scotland and Wales, are made of characters that are invisible elsewhere.
  bare := regexp_replace(
    plain,
    '(?<=[\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])\u200d(?=[\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff])',
    '', 'g'
  );
  bare := regexp_replace(
    bare,
    '(?<=\U0001f3f4)\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f',
    '', 'g'
  );
  if plain = '' or char_length(plain) > longest
    or bare ~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]'
    or bare ~ '[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]'
  then
    return null;
  end if;
  return plain;
end;
$$;
