-- Creates a draft of a league. teams: in slot order. settings: as src/draft checked them, and the draft's name. starts_at: when it opens
-- by itself, or null. A league that was put away comes back with it. Answers the draft's id.
create or replace function app_private.create_draft(
  league uuid,
  pool uuid,
  teams uuid[],
  settings jsonb,
  starts_at timestamptz,
  visibility app_public.draft_visibility,
  actor app_private.actor
)
returns uuid
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  farthest_start constant interval := '2 years';
  at constant timestamptz := clock_timestamp();
  rounds constant integer := settings ->> 'rounds';
  stranger uuid;
  twice uuid;
  draft uuid;
  secret bytea;
begin
  perform app_private.require_new_draft(league, pool, actor);
  perform app_private.require_roster_size(settings -> 'rosterSlots');
  select listed.team into stranger from unnest(teams) as listed (team)
  where not exists (select from app_public.teams t where t.id = listed.team and t.league_id = league);
  if found then
    perform app_private.refuse('TEAM_NOT_FOUND', jsonb_build_object('teamId', stranger));
  end if;
  select listed.team into twice from unnest(teams) as listed (team) group by listed.team having count(*) > 1 limit 1;
  if found then
    perform app_private.refuse('TEAM_LISTED_TWICE', jsonb_build_object('teamId', twice));
  end if;
  perform app_private.require_pool_size(
    pool, cardinality(teams) * rounds - coalesce(jsonb_array_length(nullif(settings -> 'forfeits', 'null')), 0)
  );
  perform app_private.require_known_options(
    pool, null, coalesce(settings ->> 'strategy', 'standard'),
    coalesce(nullif(settings -> 'strategyOptions', 'null'), '{}') - 'ranking'
  );
  perform app_private.require_any_ranking(
    pool, coalesce(settings ->> 'strategy', 'standard'), coalesce(nullif(settings -> 'strategyOptions', 'null'), '{}')
  );
  if starts_at <= at or starts_at > at + farthest_start then
    perform app_private.refuse('START_INVALID', jsonb_build_object('startsAt', starts_at, 'at', at));
  end if;

  perform app_private.require_coming_pauses(
    array(select p::timestamptz from jsonb_array_elements_text(nullif(settings -> 'pauseAt', 'null')) as p), '{}', at, null
  );

  perform app_private.require_plain_name(settings ->> 'name');
  insert into app_public.drafts (league_id, pool_id, visibility, starts_at, is_preview, name)
  select l.id, pool, create_draft.visibility, create_draft.starts_at, l.is_preview, settings ->> 'name'
  from app_public.leagues l where l.id = league
  returning id into draft;
  insert into app_public.draft_slots (draft_id, slot, team_id)
  select draft, listed.slot, listed.team from unnest(teams) with ordinality as listed (team, slot);
  perform app_private.write_settings(draft, settings);
  insert into app_private.draft_seeds (draft_id, seed) values (draft, app_private.new_seed()) returning seed into strict secret;
  perform app_private.append_events(
    array[draft], array[1], at, 'CREATED',
    array[jsonb_build_object(
      'leagueId', league, 'poolId', pool, 'teams', to_jsonb(teams), 'rounds', rounds, 'startsAt', starts_at,
      'name', settings -> 'name', 'promisedSeedHash', encode(sha256(secret), 'hex')
    )]
  );
  perform app_private.audit(actor, 'DRAFT_CREATED', league, draft);
  perform app_private.bring_league_back(league, actor);
  if starts_at is not null then
    perform app_private.arm_start(draft, starts_at);
  end if;
  return draft;
end;
$$;
