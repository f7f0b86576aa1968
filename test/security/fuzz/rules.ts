import type { ConnectionPool } from '../../../src/database/connect.ts';
import { MUTATION_EXAMPLES } from '../mutation_examples.ts';
import type { FuzzRequest } from './requests.ts';
import type { Somebody } from './world.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** How somebody stands to what a request is about, as the tables say. */
interface Standing {
  readonly runsLeague: boolean;
  readonly managesTeam: boolean;
  readonly playsInLeague: boolean;
  readonly isPublic: boolean;
}

/** Whether somebody may have a request carried out by the matrix of docs/rights.md, written once more and apart from the program. */
export async function isAllowed(
  db: ConnectionPool,
  somebody: Somebody,
  request: FuzzRequest,
): Promise<boolean> {
  if (somebody.userId === null) return false;
  const { allowed } = MUTATION_EXAMPLES[request.mutation];
  if (allowed === 'SIGNED_IN') return true;
  if (allowed === 'COMMISSIONER_OF_ALL_TEAMS') return runsLeaguesOfAll(db, somebody, request);
  // What belongs to somebody is its owner's; operators remove pools as well.
  if (allowed === 'OWNER')
    return (
      (somebody.isOperator && ['deletePool', 'setPlayerStatus'].includes(request.mutation)) ||
      owns(db, somebody.userId, request)
    );
  const { runsLeague, managesTeam, playsInLeague, isPublic } = await standing(
    db,
    somebody.userId,
    request.variables,
  );
  switch (allowed) {
    case 'OPERATOR':
      return somebody.isOperator;
    case 'MANAGER':
      return managesTeam;
    case 'MANAGER_OR_COMMISSIONER':
      return managesTeam || runsLeague || somebody.isOperator;
    case 'WATCHER':
      return isPublic || playsInLeague || runsLeague || somebody.isOperator;
    case 'COMMISSIONER':
      return runsLeague || somebody.isOperator;
  }
}

async function runsLeaguesOfAll(
  db: ConnectionPool,
  { userId, isOperator }: Somebody,
  { variables: { teamIds } }: FuzzRequest,
): Promise<boolean> {
  if (userId === null) return false;
  if (isOperator) return true;
  for (const teamId of [teamIds].flat()) {
    if (!(await standing(db, userId, { teamId })).runsLeague) return false;
  }
  return true;
}

async function owns(
  db: ConnectionPool,
  userId: string,
  { variables: { rankingId, poolId } }: FuzzRequest,
): Promise<boolean> {
  // What is no id at all is nobody's.
  const idOf = (given: unknown) => (UUID.test(String(given)) ? String(given).toLowerCase() : null);
  const { rows } = await db.query<{ owns: boolean }>(
    `select exists (select from app_public.rankings r where r.id::text = $1 and r.owner_id = $3)
         or exists (select from app_public.player_pools p where p.id::text = $2 and p.owner_id = $3) as owns`,
    [idOf(rankingId), idOf(poolId), userId],
  );
  return rows[0]?.owns ?? false;
}

async function standing(
  db: ConnectionPool,
  userId: string,
  variables: FuzzRequest['variables'],
): Promise<Standing> {
  const id = (name: string) => {
    const value = variables[name];
    return typeof value === 'string' && UUID.test(value) ? value : null;
  };
  const pickNumber = variables['pickNumber'] === undefined ? null : Number(variables['pickNumber']);
  const { rows } = await db.query<Standing>(
    `with about as (
       select coalesce(
         (select t.league_id from app_public.teams t where t.id = $2),
         (select d.league_id from app_public.drafts d where d.id = $3),
         (select t.league_id from app_public.invitations i join app_public.teams t on t.id = i.team_id where i.id = $4),
         (select e.league_id from app_public.endpoints e where e.id = $7),
         (select s.league_id from app_public.sources s where s.id = $8),
         (select s.league_id from app_public.inbox m join app_public.sources s on s.id = m.source_id where m.id = $9),
         $5::uuid) as league_id,
         coalesce($2, (select p.team_id from app_public.picks p where p.draft_id = $3 and p.pick_number = $6)) as team_id
     )
     select exists (select from app_public.leagues l, about where l.id = about.league_id and l.commissioner_id = $1) as "runsLeague",
            exists (select from app_public.teams t, about where t.id = about.team_id and t.manager_id = $1) as "managesTeam",
            exists (select from app_public.teams t, about where t.league_id = about.league_id and t.manager_id = $1) as "playsInLeague",
            exists (select from app_public.drafts d where d.id = $3 and d.visibility = 'PUBLIC') as "isPublic"`,
    [
      userId,
      id('teamId'),
      id('draftId'),
      id('invitationId'),
      id('leagueId'),
      pickNumber !== null && Number.isSafeInteger(pickNumber) && Math.abs(pickNumber) < 2 ** 31
        ? pickNumber
        : null,
      id('endpointId'),
      id('sourceId'),
      id('messageId'),
    ],
  );
  const [row] = rows;
  if (!row) throw new Error('no answer');
  return row;
}
