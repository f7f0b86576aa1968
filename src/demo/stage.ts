import type { Actor } from '../database/actor.ts';
import { createLeague, createUser, readTeamIds } from '../database/leagues.ts';
import { setAutopilot } from '../database/life_cycle.ts';
import { type PoolPlayer, readPool } from '../database/players.ts';
import type { Queryable } from '../database/queryable.ts';
import { setQueue } from '../database/queues.ts';
import { standardRoster } from '../draft/roster_slots.ts';
import { createDraft } from '../orchestrator/create_draft.ts';
import { bundledPoolIn } from '../players/bundled_pool.ts';
import type { Play, Role } from './cast.ts';

/** Ranks on the queue of the team that has one: some players who go early, some who are left when its turn comes. */
const QUEUED_RANKS = [3, 14, 30, 45, 52, 70, 85, 99, 110, 130];

/** A team of the demo as the database knows it. */
export interface Member {
  readonly teamId: string;
  readonly managerId: string;
  readonly play: Play;
}

/** Everything a draft needs before it opens. */
export interface Stage {
  readonly draftId: string;
  readonly commissionerId: string;
  readonly members: ReadonlyMap<string, Member>;
  readonly players: readonly PoolPlayer[];
  readonly queued: readonly number[];
}

/** Creates people, league and draft, and the pool where it is not there yet, sets the queue and the autopilot. */
export async function setStage(
  db: Queryable,
  roles: readonly Role[],
  rounds: number,
  secondsPerPick: number,
): Promise<Stage> {
  const person = async (name: string): Promise<Actor & { userId: string }> => ({
    kind: 'USER',
    userId: await createUser(db, name),
  });
  const commissioner = await person('Commissioner');
  const managers: Awaited<ReturnType<typeof person>>[] = [];
  for (const { name } of roles) managers.push(await person(`Manager of ${name}`));
  const teams = roles.map(({ name }, i) => ({ name, managerId: managers[i]?.userId ?? null }));
  const leagueId = await createLeague(db, { name: 'Demo league', teams }, commissioner);
  const idOfName = await readTeamIds(db, leagueId);
  const members = roles.map(({ name, play }, i) => ({
    teamId: idOfName.get(name) ?? '',
    manager: managers[i] ?? commissioner,
    managerId: managers[i]?.userId ?? commissioner.userId,
    play,
  }));
  const poolId = await bundledPoolIn(db);
  const { players } = await readPool(db, poolId);
  const draftId = await createDraft(
    db,
    {
      leagueId,
      poolId,
      teamIds: members.map((member) => member.teamId),
      startsAt: null,
      visibility: 'PUBLIC',
      settings: {
        order: { kind: 'SNAKE' },
        rounds,
        secondsPerPick,
        secondsPerPickByRound: {},
        rosterSlots: standardRoster,
        tradedPicks: [],
      },
    },
    commissioner,
  );
  const queued = QUEUED_RANKS.flatMap((rank) => players[rank - 1]?.id ?? []);
  for (const { teamId, manager, play } of members) {
    if (play === 'queue') await setQueue(db, draftId, teamId, queued, manager);
    if (play === 'autopilot') await setAutopilot(db, draftId, teamId, true, manager);
  }
  return {
    draftId,
    commissionerId: commissioner.userId,
    members: new Map(members.map((member) => [member.teamId, member])),
    players,
    queued,
  };
}
