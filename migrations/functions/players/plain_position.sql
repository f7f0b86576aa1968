-- A position as it is called here, as plainPosition in src/draft/positions.ts makes it: in capitals, without spaces around it, by
-- its usual name. That file has the table; a test compares both.
create or replace function app_private.plain_position("position" text)
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
