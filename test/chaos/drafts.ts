import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createLeague, createUser, readTeamIds } from '../../src/database/leagues.ts';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { createPlayerPool, readPool } from '../../src/database/players.ts';
import { createDraft } from '../../src/orchestrator/create_draft.ts';
import { readBundledPool } from '../../src/players/bundled_pool.ts';
import { openRoster } from '../support/drafts.ts';
import { type Asking, ask } from './graphql.ts';
import { patiently } from './patiently.ts';
import { oneOf } from './random.ts';

const MOST_TEAMS = 12;
const PLAYERS = 300;
const USER_SHARE = 0.45;
const AUTOPILOT_SHARE = 0.1;

/** What a draft is like. */
export interface DraftKind {
  readonly teams: number;
  readonly rounds: number;
  readonly secondsPerPick: number;
}

/** What drafts are like: small ones that end during the run, long ones, and ones whose clocks are long. */
const KINDS: readonly DraftKind[] = [
  { teams: 4, rounds: 6, secondsPerPick: 3 },
  { teams: 8, rounds: 10, secondsPerPick: 4 },
  { teams: 8, rounds: 12, secondsPerPick: 6 },
  { teams: 12, rounds: 15, secondsPerPick: 2 },
  { teams: 12, rounds: 15, secondsPerPick: 8 },
  { teams: 4, rounds: 8, secondsPerPick: 30 },
];

const START_DRAFT = 'mutation ($draftId: UUID!) { startDraft(draftId: $draftId) { __typename } }';

type Person = Actor & { kind: 'USER'; userId: string };

/** Everybody who drafts, and whom. */
export interface League {
  readonly db: ConnectionPool;
  readonly leagueId: string;
  readonly poolId: string;
  readonly commissioner: Person;
  /** One team each, in the order of the names. */
  readonly seats: readonly { readonly teamId: string; readonly manager: Person }[];
  readonly players: readonly number[];
  /** What its drafts are like, each as often as the others. */
  readonly kinds: readonly DraftKind[];
}

/** A draft that is played. */
export interface PlayedDraft {
  readonly draftId: string;
  readonly secondsPerPick: number;
  /** Teams whose managers pick, and who that is. */
  readonly users: ReadonlyMap<string, string>;
}

/** Creates the people, their teams and the pool. */
export async function createChaosLeague(db: ConnectionPool, kinds = KINDS): Promise<League> {
  const person = async (name: string): Promise<Person> => ({
    kind: 'USER',
    userId: await createUser(db, name),
  });
  const commissioner = await person('Commissioner');
  const managers: Person[] = [];
  for (let i = 1; i <= MOST_TEAMS; i += 1) managers.push(await person(`Manager ${i}`));
  const teams = managers.map(({ userId }, i) => ({ name: `Team ${i + 1}`, managerId: userId }));
  const leagueId = await createLeague(db, { name: 'Chaos', teams }, commissioner);
  const idOfName = await readTeamIds(db, leagueId);
  const seats = managers.map((manager, i) => ({ teamId: idOfName.get(`Team ${i + 1}`) ?? '', manager }));
  const poolId = await createPlayerPool(db, 'Chaos', readBundledPool().slice(0, PLAYERS));
  const { players } = await readPool(db, poolId);
  return { db, leagueId, poolId, commissioner, seats, players: players.map(({ id }) => id), kinds };
}

/** Creates a draft of some kind and opens it through GraphQL: some teams have managers who pick, some are on autopilot, the clock picks for the others. */
export async function openOne(league: League, asking: Asking): Promise<PlayedDraft> {
  const { random } = asking;
  const { db, leagueId, poolId, commissioner } = league;
  const kind = oneOf(random, league.kinds);
  if (!kind) throw new Error('A league needs at least one kind of draft');
  const { teams, rounds, secondsPerPick } = kind;
  const seats = league.seats.slice(0, teams);
  const settings = {
    order: { kind: 'SNAKE' },
    rounds,
    secondsPerPick,
    secondsPerPickByRound: {},
    rosterSlots: openRoster(rounds),
    tradedPicks: [],
  } as const;
  const teamIds = seats.map(({ teamId }) => teamId);
  const plan = { leagueId, poolId, teamIds, startsAt: null, visibility: 'PUBLIC', settings } as const;
  const draftId = await patiently(() =>
    createDraft(db, { ...plan, settings: { ...settings, tradedPicks: [] } }, commissioner),
  );
  const users = new Map<string, string>();
  for (const { teamId, manager } of seats) {
    const kind = random();
    if (kind < USER_SHARE) users.set(teamId, manager.userId);
    else if (kind < USER_SHARE + AUTOPILOT_SHARE) {
      await patiently(() => setAutopilot(db, draftId, teamId, true, manager));
    }
  }
  const opened = await ask(START_DRAFT, { draftId }, asking);
  // The first answer may have got lost.
  if (opened.kind === 'refused' && opened.code !== 'ILLEGAL_TRANSITION') {
    throw new Error(`Draft ${draftId} could not be opened: ${opened.code}`);
  }
  return { draftId, secondsPerPick, users };
}
