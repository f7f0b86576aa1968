-- Keeps what a process of the API tells, who follows which drafts through it, and answers what all processes have told of those drafts:
-- which teams have their manager there, whether somebody is there who runs the league, how many others watch, and the
-- reactions of the last seconds. drafts and people are pairs; a person who is null is a visitor who is not signed in. What a process
-- that is gone has told, and old reactions, are thrown away. The number of the pool says whether anything is new of its players.
create or replace function app_private.exchange_rooms(process uuid, drafts uuid[], people uuid[])
returns table (draft_id uuid, team_ids uuid[], has_commissioner boolean, watching integer, reactions jsonb, pool_version integer)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  forgotten_after constant interval := '15 seconds';
  shown_for constant interval := '10 seconds';
  moment constant timestamptz := clock_timestamp();
begin
  delete from app_private.company p
  where (p.draft_id, p.process) in (
    select old.draft_id, old.process from app_private.company old
    where old.told_at < moment - forgotten_after
      or (old.process = exchange_rooms.process and old.draft_id <> all (drafts))
    for update skip locked
  );
  delete from app_private.reactions r
  where (r.draft_id, r.team_id) in (
    select old.draft_id, old.team_id from app_private.reactions old
    where old.at < moment - shown_for
    for update skip locked
  );
  insert into app_private.company (draft_id, process, user_ids, visitors, told_at)
  select
    told.draft_id,
    exchange_rooms.process,
    coalesce(array_agg(distinct told.person) filter (where told.person is not null), '{}'),
    count(*) filter (where told.person is null),
    moment
  from unnest(drafts, people) as told (draft_id, person)
  join app_public.drafts d on d.id = told.draft_id
  group by told.draft_id
  order by told.draft_id
  on conflict (draft_id, process) do update
  set user_ids = excluded.user_ids, visitors = excluded.visitors, told_at = excluded.told_at;
  return query
  select
    d.id,
    coalesce(there.team_ids, '{}'),
    coalesce(there.has_commissioner, false),
    (coalesce(there.others, 0) + coalesce(visitors.number, 0))::integer,
    coalesce(signs.list, '[]'),
    (select listed.status_version from app_public.player_pools listed where listed.id = d.pool_id)
  from app_public.drafts d
  left join lateral (
    select sum(p.visitors) as number from app_private.company p where p.draft_id = d.id
  ) visitors on true
  left join lateral (
    select
      array_agg(t.id order by seat.slot) filter (where t.id is not null) as team_ids,
      bool_or(person.runs) as has_commissioner,
      count(distinct person.id) filter (where t.id is null and not person.runs) as others
    from (
      select
        present.id,
        exists (
          select from app_private.leagues_run_by(present.id) as run (league_id) where run.league_id = d.league_id
        ) as runs
      from (
        select distinct unnest(p.user_ids) as id from app_private.company p where p.draft_id = d.id
      ) as present
    ) as person
    left join app_public.draft_slots seat on seat.draft_id = d.id
      and exists (select from app_public.teams own where own.id = seat.team_id and own.manager_id = person.id)
    left join app_public.teams t on t.id = seat.team_id
  ) there on true
  left join lateral (
    select jsonb_agg(jsonb_build_object('teamId', r.team_id, 'sign', r.sign, 'at', r.at) order by r.at) as list
    from app_private.reactions r
    where r.draft_id = d.id and r.at >= moment - shown_for
  ) signs on true
  where d.id = any (drafts);
end;
$$;
