import type { Actor } from '../../src/database/actor.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { createLeague, createUser, readTeamIds } from '../../src/database/leagues.ts';
import { createPlayerPool, readPool } from '../../src/database/players.ts';
import { readBundledPool } from '../../src/players/bundled_pool.ts';
import { poolOf, STAND_OFF_PLAYERS } from '../support/stand_off.ts';
import { type DraftKind, KINDS } from './kinds.ts';

const MOST_TEAMS = 12;
const SUBSTITUTES = 3;
const PLAYERS = 300;

export type Person = Actor & { kind: 'USER'; userId: string };

/** Players to draft from: the id of the pool, and its players, the best first. */
export interface Pool {
  readonly id: string;
  readonly players: readonly number[];
}

/** Everybody who drafts in one league, and whom. */
export interface League {
  readonly db: ConnectionPool;
  readonly id: string;
  readonly commissioner: Person;
  /** One team each, in the order of the names. */
  readonly seats: readonly { readonly teamId: string; readonly manager: Person }[];
  /** Who may be given a team for a while. */
  readonly substitutes: readonly Person[];
  /** Who drafts for each team now, as far as its commissioner knows; null: nobody. */
  readonly managers: Map<string, string | null>;
  readonly pools: { readonly ordinary: Pool; readonly standOff: Pool };
  /** What its drafts are like, each as often as the others. */
  readonly kinds: readonly DraftKind[];
}

/** Creates so many leagues with their people and teams, and the pools that all of them draft from. */
export async function createLeagues(db: ConnectionPool, count: number, kinds = KINDS): Promise<League[]> {
  const bundled = await createPlayerPool(db, 'Chaos', readBundledPool().slice(0, PLAYERS));
  const pools = {
    ordinary: await readPlayers(db, bundled),
    standOff: await readPlayers(db, await poolOf(db, STAND_OFF_PLAYERS)),
  };
  const leagues: League[] = [];
  for (let i = 1; i <= count; i += 1) leagues.push(await createOne(db, `Chaos ${i}`, pools, kinds));
  return leagues;
}

async function createOne(
  db: ConnectionPool,
  name: string,
  pools: League['pools'],
  kinds: readonly DraftKind[],
): Promise<League> {
  const person = async (who: string): Promise<Person> => ({
    kind: 'USER',
    userId: await createUser(db, `${who} of ${name}`),
  });
  const commissioner = await person('Commissioner');
  const managers: Person[] = [];
  for (let i = 1; i <= MOST_TEAMS; i += 1) managers.push(await person(`Manager ${i}`));
  const substitutes: Person[] = [];
  for (let i = 1; i <= SUBSTITUTES; i += 1) substitutes.push(await person(`Substitute ${i}`));
  const teams = managers.map(({ userId }, i) => ({ name: `Team ${i + 1}`, managerId: userId }));
  const id = await createLeague(db, { name, teams }, commissioner);
  const idOfName = await readTeamIds(db, id);
  const seats = managers.map((manager, i) => ({ teamId: idOfName.get(`Team ${i + 1}`) ?? '', manager }));
  const drafting = new Map(seats.map(({ teamId, manager }) => [teamId, manager.userId]));
  return { db, id, commissioner, seats, substitutes, managers: drafting, pools, kinds };
}

async function readPlayers(db: ConnectionPool, id: string): Promise<Pool> {
  const { players } = await readPool(db, id);
  return { id, players: players.map((player) => player.id) };
}
