import { CLOCK } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createLeague } from '../../src/database/leagues.ts';
import { cancelDraft } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { newDraft, openRoster, userIdOf } from './drafts.ts';

/** Ids of rows from which lists begin, by the field of the query that finds each; and who sees every row of each list. */
export interface EveryList {
  readonly viewerId: string;
  readonly roots: Readonly<Record<string, string>>;
}

/** Seconds from now at which drafts open by themselves; null: somebody opens them. */
const STARTS = [3_600, null, 7_200, null, 3_600];

/**
 * Rows in every list that the API has: at least three in each, and of each column that may be null some with a value and some without.
 * One person runs the league, drafts for teams of it, and owns what people own.
 */
export async function fillEveryList(db: ConnectionPool): Promise<EveryList> {
  const first = await newDraft(db, { teams: 5, rounds: 3, poolSize: 15 });
  const { leagueId, poolId, teamIds, players, commissioner, draftId } = first;
  const viewerId = userIdOf(commissioner) ?? '';
  const [nobodys = '', theirs = '', ...own] = teamIds;
  const [teamId = ''] = own;
  const [playerId = 0] = players;
  await db.query(
    `update app_public.teams set manager_id = case id when $2::uuid then null when $3::uuid then manager_id else $1::uuid end
      where league_id = $4`,
    [viewerId, nobodys, theirs, leagueId],
  );
  await db.query('insert into app_public.teams (league_id, name) values ($1, $2)', [
    leagueId,
    'Nobody’s, too',
  ]);
  const draftIds = [draftId];
  for (const seconds of STARTS) {
    const startsAt = seconds === null ? null : new Date(Date.now() + seconds * 1_000).toISOString();
    const settings = {
      ...{ order: { kind: 'SNAKE' } as const, rounds: 3, secondsPerPick: 600, secondsPerPickByRound: {} },
      ...{ rosterSlots: openRoster(3), tradedPicks: [], keepers: [], forfeits: [], name: null },
    };
    const created = { leagueId, poolId, teamIds, startsAt, visibility: 'PUBLIC' as const, settings };
    draftIds.push(await createDraft(db, created, commissioner));
  }
  for (const id of draftIds.slice(1, 4)) await openDraft(db, id, commissioner);
  for (const id of draftIds.slice(0, 4))
    await applyPick(db, { kind: 'MANUAL', draftId: id, pickNumber: 1, playerId, actor: CLOCK });
  for (const id of [draftIds[3], draftIds[4]]) await cancelDraft(db, id ?? '', commissioner);
  const teams = [{ name: 'Only', managerId: null }];
  for (const name of ['Second', 'Third']) await createLeague(db, { name, teams }, commissioner);
  const endpointId = await insertOfLeague(db, viewerId, leagueId);
  await insertOfPeople(db, { viewerId, poolId, teams: own, draftIds, players });
  await insertAbout(db, { viewerId, leagueId, draftId, teamId });
  const sourceId = await insertMessages(db);
  return {
    viewerId,
    roots: {
      ...{ draft: draftId, league: leagueId, team: teamId, player: String(playerId), playerPool: poolId },
      ...{ endpoint: endpointId, source: sourceId, user: viewerId },
    },
  };
}

/** Endpoints and sources of a league and of all leagues, of somebody and of nobody; answers an endpoint with deliveries and dead letters. */
async function insertOfLeague(db: ConnectionPool, viewerId: string, leagueId: string): Promise<string> {
  const makers = `unnest(array[null, $1, null, $1, $1, null]::uuid[], array[$2, $2, null, null, $2, $2]::uuid[])`;
  await db.query(
    `insert into app_public.endpoints (league_id, kind, address, created_at, created_by)
      select league, 'LOG', 'log', now(), maker from ${makers} as made (maker, league)`,
    [viewerId, leagueId],
  );
  await db.query(
    `insert into app_public.sources (league_id, name, kinds, created_at, created_by, acts_as_operator)
      select league, 'Theirs', '{draft.pause_requested}', now(), maker, true from ${makers} as made (maker, league)`,
    [viewerId, leagueId],
  );
  const { rows } = await db.query<{ id: string }>('select id from app_public.endpoints limit 1');
  const endpointId = rows[0]?.id ?? '';
  await db.query(
    `insert into app_public.deliveries (endpoint_id, stream_id, version, at, succeeded, milliseconds)
      select $1::uuid, case when n > 2 then gen_random_uuid() end, nullif(n, 2), now() + n / 2 * interval '1 second', true, 1
      from generate_series(1, 5) as n`,
    [endpointId],
  );
  await db.query(
    `insert into app_public.dead_letters (stream_id, endpoint_id, version, at, attempts, error)
      select gen_random_uuid(), $1::uuid, n / 2, now() + n / 2 * interval '1 second', 1, 'Gone' from generate_series(1, 5) as n`,
    [endpointId],
  );
  return endpointId;
}

interface OfPeople {
  readonly viewerId: string;
  readonly poolId: string;
  readonly teams: readonly string[];
  readonly draftIds: readonly string[];
  readonly players: readonly number[];
}

/** What people keep for themselves: invitations, queues, strategies, rankings, pools; and what is new of players. */
async function insertOfPeople(
  db: ConnectionPool,
  { viewerId, poolId, teams, draftIds, players }: OfPeople,
): Promise<void> {
  await db.query(
    `insert into app_public.invitations (hash, team_id, invited_by, expires_at, claimed_by, claimed_at)
      select sha256(convert_to(n::text || team, 'utf8')), team, $1::uuid, now() + interval '1 day',
        case when n > 2 then $1::uuid end, case when n > 2 then now() end
      from generate_series(1, 5) as n, unnest($2::uuid[]) as team`,
    [viewerId, teams],
  );
  await db.query(
    `insert into app_public.queue_entries (draft_id, team_id, place, player_id, manager_id)
      select draft, team, place, player, $1::uuid
      from unnest($2::uuid[]) as draft, unnest($3::uuid[]) as team,
        unnest($4::integer[]) with ordinality as wished (player, place)`,
    [viewerId, draftIds, teams, players.slice(0, 3)],
  );
  await db.query(
    `insert into app_public.team_strategies (draft_id, team_id, manager_id, strategy, set_at)
      select draft, team, $1::uuid, 'standard', now() from unnest($2::uuid[]) as draft, unnest($3::uuid[]) as team`,
    [viewerId, draftIds, teams],
  );
  await db.query(
    `insert into app_public.rankings (owner_id, pool_id, name, player_ids)
      select $1::uuid, $2::uuid, 'Ranking ' || n, $3::integer[] from generate_series(1, 4) as n`,
    [viewerId, poolId, players],
  );
  await db.query(
    `insert into app_public.player_pools (name, positions, owner_id)
      select 'Pool', '{QB}', case when n > 1 then $1::uuid end from generate_series(1, 4) as n`,
    [viewerId],
  );
  await db.query(
    `insert into app_public.player_statuses (player_id, pool_id, since, version)
      select player, $1::uuid, now(), player % 2 from unnest($2::integer[]) as player`,
    [poolId, players.slice(0, 5)],
  );
}

/** Entries of the audit about a draft, a team, both and neither. */
async function insertAbout(
  db: ConnectionPool,
  about: { viewerId: string; leagueId: string; draftId: string; teamId: string },
): Promise<void> {
  await db.query(
    `insert into app_public.audit_entries (at, actor_kind, actor_id, action, league_id, draft_id, team_id, facts)
      select now(), 'USER', case when n < 6 then $1::uuid end, 'DONE', $2::uuid,
        case when n % 2 = 0 then $3::uuid end, case when n % 3 > 0 then $4::uuid end, '{}'
      from generate_series(1, 9) as n`,
    [about.viewerId, about.leagueId, about.draftId, about.teamId],
  );
}

/** Messages of one of the sources; answers its id. */
async function insertMessages(db: ConnectionPool): Promise<string> {
  const { rows } = await db.query<{ id: string }>('select id from app_public.sources limit 1');
  const sourceId = rows[0]?.id ?? '';
  await db.query(
    `insert into app_public.inbox (source_id, message_id, body) select $1::uuid, n::text, '{}' from generate_series(1, 4) as n`,
    [sourceId],
  );
  return sourceId;
}
