-- Draws the order of a draft that has not opened, from its secret seed and the words that managers gave, and tells both. A draft has
-- one draw: asked for again nothing changes. Answers the draft's version.
create or replace function app_private.draw_order(draft uuid, actor app_private.actor, note text default null)
returns integer
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '2s'
as $$
declare
  waiting constant app_public.drafts := app_private.lock_order(draft, actor);
  at constant timestamptz := clock_timestamp();
  secret bytea;
  seats record;
  teams uuid[];
begin
  update app_private.draft_seeds s set drawn_at = at where s.draft_id = draft and s.drawn_at is null
  returning s.seed into secret;
  if secret is null then
    return waiting.version;
  end if;
  select
    array_agg(s.team_id) as teams,
    coalesce(string_agg(s.team_id || '=' || s.word || E'\n', '' order by s.team_id) filter (where s.word is not null), '') as lines,
    coalesce(
      jsonb_agg(jsonb_build_object('teamId', s.team_id, 'word', s.word) order by s.team_id) filter (where s.word is not null), '[]'
    ) as words
  into strict seats
  from app_public.draft_slots s where s.draft_id = draft;
  teams := app_private.shuffle_teams(secret, seats.lines, seats.teams);
  perform app_private.seat_teams(draft, teams);
  update app_public.drafts d set version = waiting.version + 1 where d.id = draft;
  perform app_private.append_events(
    array[draft], array[waiting.version + 1], at, 'ORDER_DRAWN',
    array[app_private.noted(jsonb_build_object(
      'teamIds', teams, 'seed', encode(secret, 'hex'), 'seedHash', encode(sha256(secret), 'hex'), 'words', seats.words
    ), note)]
  );
  perform app_private.audit(actor, 'ORDER_DRAWN', waiting.league_id, draft, facts => app_private.noted('{}', note));
  return waiting.version + 1;
end;
$$;
