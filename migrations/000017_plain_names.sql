-- Names in their plain form, letters folded for search, and settings that all have an effect.

-- Their bodies live in functions/; what follows needs them as they are now.
create function app_private.plain_name(name text, longest integer default 100)
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

create function app_private.fold_name(name text)
returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select btrim(regexp_replace(small.name, '[\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000_\u002d\u2010-\u2015\u2212]+', ' ', 'g'), ' ')
  from (
    select regexp_replace(
      name,
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
  ) as small (name);
$$;

create function app_private.plain_position("position" text)
returns text
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case
    when capitals.name in ('QUARTERBACK') then 'QB'
    when capitals.name in ('RUNNING BACK', 'RUNNINGBACK', 'HALFBACK', 'FULLBACK', 'HB', 'FB') then 'RB'
    when capitals.name in ('WIDE RECEIVER', 'WIDERECEIVER', 'WIDEOUT') then 'WR'
    when capitals.name in ('TIGHT END', 'TIGHTEND') then 'TE'
    when capitals.name in ('PK', 'KICKER', 'PLACE KICKER', 'PLACEKICKER') then 'K'
    when capitals.name in (
      'DST', 'D/ST', 'D-ST', 'D ST', 'D&ST', 'D', 'DF', 'DEFENSE', 'DEFENCE', 'DEFENDER', 'TEAM DEFENSE',
      'TEAM DEFENCE', 'TEAM D', 'TMDEF', 'DEFENSE/ST', 'DEFENSE/SPECIAL TEAMS'
    ) then 'DEF'
    when capitals.name in ('GKP', 'GOALKEEPER') then 'GK'
    when capitals.name in ('MIDFIELDER') then 'MID'
    when capitals.name in ('FORWARD', 'STRIKER') then 'FWD'
    when capitals.name in ('POINT GUARD') then 'PG'
    when capitals.name in ('SHOOTING GUARD') then 'SG'
    when capitals.name in ('SMALL FORWARD') then 'SF'
    when capitals.name in ('POWER FORWARD') then 'PF'
    when capitals.name in ('CENTER', 'CENTRE', 'CATCHER') then 'C'
    else capitals.name
  end
  from (select upper(btrim(plain_position."position", ' ') collate "C")) as capitals (name);
$$;

-- Names that were accepted before and have no plain form lose what cannot be seen; where nothing is left, they get another name.
create function app_private.mended_name(name text, otherwise text, longest integer default 100)
returns text language sql immutable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(
    app_private.plain_name(mended_name.name, longest),
    app_private.plain_name(
      left(
        normalize(
          regexp_replace(
            mended_name.name,
            '[\u0001-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]',
            '', 'g'
          ),
          nfc
        ),
        longest
      ),
      longest
    ),
    otherwise
  );
$$;

update app_public.users set name = app_private.mended_name(name, 'Somebody')
where name is distinct from app_private.plain_name(name);
update app_public.leagues set name = app_private.mended_name(name, 'League')
where name is distinct from app_private.plain_name(name);
update app_public.player_pools set name = app_private.mended_name(name, 'Pool')
where name is distinct from app_private.plain_name(name);
update app_public.players
set name = app_private.mended_name(name, 'Player'), pro_team = app_private.mended_name(pro_team, null, 40)
where name is distinct from app_private.plain_name(name)
  or pro_team is distinct from app_private.plain_name(pro_team, 40);

-- Two teams whose names only looked the same get a number.
do $$
declare
  team record;
  wanted text;
  free text;
  number integer;
begin
  for team in
    select t.id, t.league_id, t.name from app_public.teams t
    where t.name is distinct from app_private.plain_name(t.name)
    order by t.created_at, t.id
  loop
    wanted := app_private.mended_name(team.name, 'Team');
    free := wanted;
    number := 1;
    while exists (
      select from app_public.teams o where o.league_id = team.league_id and o.name = free and o.id <> team.id
    ) loop
      number := number + 1;
      free := btrim(left(wanted, 90)) || ' (' || number || ')';
    end loop;
    update app_public.teams t set name = free where t.id = team.id;
  end loop;
end;
$$;
drop function app_private.mended_name(text, text, integer);

-- The same rule as in src/draft/names.ts. A null of plain_name must not pass.
alter table app_public.users
  drop constraint users_have_a_readable_name,
  add constraint users_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false));
alter table app_public.leagues
  drop constraint leagues_have_a_readable_name,
  add constraint leagues_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false));
alter table app_public.teams
  drop constraint teams_have_a_readable_name,
  add constraint teams_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false));
alter table app_public.player_pools
  drop constraint player_pools_have_a_readable_name,
  add constraint player_pools_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false));
alter table app_public.players
  drop constraint players_have_a_readable_name,
  add constraint players_have_a_readable_name check (coalesce(name = app_private.plain_name(name), false)),
  drop constraint players_have_a_short_pro_team,
  add constraint players_have_a_short_pro_team
    check (pro_team is null or coalesce(pro_team = app_private.plain_name(pro_team, 40), false));

-- Pools that no opened draft uses call positions by their usual names. The limits of an opened draft count with the bits of its
-- pool: such a pool stays as it is.
create temporary table renamed_pools on commit drop as
select p.id, array(
  select distinct app_private.plain_position(listed.name) from unnest(p.positions) as listed (name) order by 1
) as positions
from app_public.player_pools p
where exists (
    select from unnest(p.positions) as listed (name) where listed.name <> app_private.plain_position(listed.name)
  )
  and not exists (select from app_public.drafts d where d.pool_id = p.id and d.opened_at is not null);
update app_public.players p
set positions = plain.positions, position_bits = plain.bits
from renamed_pools pool, app_public.players old
cross join lateral (
  select array_agg(named.name order by named.place) as positions,
    sum(1 << (array_position(pool_of_old.positions, named.name) - 1))::integer as bits
  from (
    select app_private.plain_position(listed.name) as name, min(listed.place) as place
    from unnest(old.positions) with ordinality as listed (name, place)
    group by 1
  ) as named
  cross join (select r.positions from renamed_pools r where r.id = old.pool_id) as pool_of_old
) as plain
where p.id = old.id and old.pool_id = pool.id;
update app_public.player_pools p set positions = pool.positions from renamed_pools pool where p.id = pool.id;

-- Search compares folded names; the index on lower(name) served no query.
alter table app_public.players
  add column folded_name text not null generated always as (app_private.fold_name(name)) stored;
comment on column app_public.players.folded_name is
  'The name in small letters without accents, for search: made by app_private.fold_name.';
drop index app_public.players_by_name;

-- Orders that were accepted with parts that have no effect lose those parts: they are played as before.
update app_public.draft_settings
set pick_order = '{"kind": "SNAKE"}'
where pick_order ->> 'kind' = 'REVERSAL' and (pick_order ->> 'fromRound')::integer > rounds;
update app_public.draft_settings
set pick_order = case pick_order ->> 'kind'
  when 'REVERSAL' then pick_order - 'rounds'
  when 'CUSTOM' then pick_order - 'fromRound'
  else jsonb_build_object('kind', pick_order -> 'kind')
end;
alter table app_public.draft_settings
  add constraint draft_settings_name_only_what_the_order_uses check (
    case pick_order ->> 'kind'
      when 'SNAKE' then pick_order - 'kind' = '{}'
      when 'LINEAR' then pick_order - 'kind' = '{}'
      when 'REVERSAL' then pick_order - 'kind' - 'fromRound' = '{}'
      when 'CUSTOM' then pick_order - 'kind' - 'rounds' = '{}'
      else false
    end
  ),
  add constraint draft_settings_reverse_from_a_round_that_is_played check (
    pick_order ->> 'kind' <> 'REVERSAL'
    or coalesce((pick_order ->> 'fromRound')::integer between 1 and rounds, false)
  ),
  add constraint draft_settings_write_out_each_round_of_a_custom_order check (
    pick_order ->> 'kind' <> 'CUSTOM' or coalesce(jsonb_array_length(pick_order -> 'rounds') = rounds, false)
  ),
  add constraint draft_settings_time_only_rounds_that_are_played check (
    not jsonb_path_exists(
      seconds_per_pick_by_round,
      '$.keyvalue() ? (!(@.key like_regex "^[1-9][0-9]{0,2}$") || @.key.double() > $rounds)',
      jsonb_build_object('rounds', rounds)
    )
  );
