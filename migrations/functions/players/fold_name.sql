-- A name as people type it who look for it, as foldName in src/draft/fold_name.ts makes it: small letters without accents, without
-- apostrophes and full stops, a space for each hyphen. It asks no collation, so every database answers the same. The stored
-- players.folded_name is made with it: whoever changes it writes a migration that makes that column anew.
--
-- Names of drafts, leagues and teams are not stored folded: a search folds all of them, and most are plain ASCII, for which a translation of
-- single characters says the same as the expressions do, in a sixth of their time.
create or replace function app_private.fold_name(name text)
returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  plain text;
begin
  if fold_name.name ~ '^[\u0020-\u007e]*$' then
    plain := btrim(lower(translate(fold_name.name, '_-''.`', '  ') collate "C"));
    return case when position('  ' in plain) > 0 then regexp_replace(plain, ' +', ' ', 'g') else plain end;
  end if;
  return (
    select btrim(regexp_replace(small.name, '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000_\u002d\u2010-\u2015\u2212]+', ' ', 'g'), ' ')
    from (
      select regexp_replace(
        fold_name.name,
        '[''.`\u00b4\u02b9-\u02bc\u2018\u2019\u201b\u2032\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+',
        '', 'g'
      )
    ) as visible (name)
    cross join lateral (
      select regexp_replace(
        normalize(visible.name, nfkd),
        '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+',
        '', 'g'
      )
    ) as bare (name)
    cross join lateral (
      select case when bare.name ~ '^[\u0001-\u007f]*$' then lower(bare.name collate "C")
        else translate(
          replace(replace(replace(replace(replace(replace(replace(replace(
            lower(bare.name collate "C"),
            'ß', 'ss'), 'ẞ', 'ss'), 'Æ', 'ae'), 'æ', 'ae'), 'Œ', 'oe'), 'œ', 'oe'), 'Þ', 'th'), 'þ', 'th'),
          'ÐĐðđØøŁłĦħŊŋŦŧıȷƏəſςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЈЉЊЋЏҐҒҖҚҢҮҰҲҶҸҺӘӨԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
          'ddddoollhhnnttijeesσαβγδεζηθικλμνξοπρστυφχψωабвгдежзиклмнопрстуфхцчшщъыьэюяђєѕіјљњћџґғҗқңүұҳҷҹһәөաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'
        ) end
    ) as small (name)
  );
end;
$$;
