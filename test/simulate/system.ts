import type { Actor } from '../../src/database/actor.ts';
import { addTime, resetClock } from '../../src/database/clock.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { correctPick, rollBack, swapPicks, tradePicks } from '../../src/database/deeds.ts';
import { reorderSlots } from '../../src/database/draft_order.ts';
import * as lifeCycle from '../../src/database/life_cycle.ts';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import { DraftError } from '../../src/draft/errors.ts';
import { WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { ForcedPicks } from '../../src/orchestrator/force_pick.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import type { StoppedClock } from '../support/replaced_clock.ts';
import type { PoolKind } from './pools.ts';
import type { Rules, Setup } from './setup.ts';
import type { Step } from './step.ts';
import { ringOnce } from './system_clock.ts';
import { forgetStatuses, tasteIn, tell } from './system_opinions.ts';
import { isoOf, SECOND } from './time.ts';

/** A pool of players, and their ids by rank, the first at index 0. */
export interface WorldPool {
  readonly poolId: string;
  readonly playerIds: readonly number[];
}

/** A database whose clock is moved by hand, with pools of players. */
export interface World {
  readonly db: ConnectionPool;
  readonly clock: StoppedClock;
  readonly pools: ReadonlyMap<PoolKind, WorldPool>;
}

/** A draft of the service. Players are named by their ranks. */
export class System {
  readonly #world: World;
  readonly draft: TestDraft;
  /** What a process remembers, for as long as the draft goes. */
  readonly #memory = new DraftMemory();
  readonly #forcedPicks = new ForcedPicks();

  private constructor(world: World, draft: TestDraft) {
    this.#world = world;
    this.draft = draft;
  }

  /** Creates a draft with those settings, and opens it. */
  static async open(world: World, setup: Setup): Promise<System> {
    await world.clock.set(isoOf(setup.opensAt));
    const pool = world.pools.get(setup.pool);
    if (!pool) throw new Error(`There is no pool ${setup.pool}`);
    const { poolId } = pool;
    await forgetStatuses(world.db, poolId);
    const created = await newDraft(world.db, {
      ...{ teams: setup.teams, rounds: setup.rounds, order: setup.order, poolId, open: false },
      ...clocksOf(setup),
      ...cellsOf(setup),
      rosterSlots: setup.roster,
      positionMaximums: { ...setup.positionMaximums },
      strategy: tasteIn(setup.taste, pool.playerIds, null),
      time: timeOf(setup),
    });
    const draft = await reordered(world, created, setup);
    await openDraft(world.db, draft.draftId, draft.commissioner);
    return new System(world, draft);
  }

  /** Does it at its time. Answers the code of the refusal, or null. */
  async act(step: Step): Promise<string | null> {
    await this.#world.clock.set(isoOf(step.at));
    try {
      await this.#do(step);
      return null;
    } catch (error) {
      if (error instanceof DraftError) return error.code;
      throw error;
    }
  }

  async #do(step: Step): Promise<unknown> {
    const { db } = this.#world;
    const { draftId, commissioner, teamIds } = this.draft;
    switch (step.kind) {
      case 'ring':
        return this.#ring(step);
      case 'queue':
      case 'ranking':
      case 'strategy':
      case 'status':
        return tell(db, this.draft, step);
      case 'pick':
        return applyPick(db, {
          ...{ kind: 'MANUAL', draftId, pickNumber: step.pickNumber, playerId: this.#idOf(step.playerId) },
          actor: this.#actor(step.by),
        });
      case 'autopilot':
        return lifeCycle.setAutopilot(
          db,
          draftId,
          teamIds[step.slot - 1] ?? '',
          step.on,
          this.#actor(step.by),
        );
      case 'pause':
        return lifeCycle.pauseDraft(db, draftId, commissioner);
      case 'resume':
        return lifeCycle.resumeDraft(db, draftId, commissioner);
      case 'cancel':
        return lifeCycle.cancelDraft(db, draftId, commissioner);
      case 'reset':
        return resetClock(db, draftId, null, commissioner);
      case 'skip':
        return skipPick(db, draftId, step.pickNumber, commissioner);
      case 'addTime':
        return addTime(db, draftId, step.amount / SECOND, null, commissioner);
      case 'force':
        return this.#forcedPicks.force(db, { draftId, pickNumber: step.pickNumber }, { actor: commissioner });
      case 'settings':
        return this.#change(step.change);
      default:
        return this.#mend(step);
    }
  }

  async #mend(
    step: Extract<Step, { kind: 'rollBack' | 'undo' | 'correct' | 'swap' | 'trade' }>,
  ): Promise<unknown> {
    const { db } = this.#world;
    const { draftId, commissioner: actor, teamIds } = this.draft;
    const version = await this.#version();
    switch (step.kind) {
      case 'rollBack':
        return rollBack(db, draftId, { toPick: step.toPick, version }, { actor });
      case 'undo':
        return rollBack(db, draftId, { toPick: null, version }, { actor });
      case 'correct':
        return correctPick(
          db,
          draftId,
          { pickNumber: step.pickNumber, playerId: this.#idOf(step.playerId) },
          { actor },
        );
      case 'swap':
        return swapPicks(
          db,
          draftId,
          { pickNumber: step.pickNumber, otherPickNumber: step.other, version },
          { actor },
        );
      case 'trade': {
        const trades = step.trades.map(({ pickNumber, slot }) => ({
          ...{ pickNumber, toTeamId: teamIds[slot - 1] ?? '' },
        }));
        return tradePicks(db, draftId, { trades }, { actor });
      }
    }
  }

  #change(change: Partial<Rules>): Promise<number> {
    const { draftId, commissioner } = this.draft;
    const { secondsByRound, ...time } = change;
    return changeSettings(
      this.#world.db,
      draftId,
      (present) => ({
        ...present,
        settings: {
          ...present.settings,
          ...(secondsByRound && clocksOf({ secondsByRound })),
          ...timeOf(time),
        },
      }),
      commissioner,
    );
  }

  /** The clock acts; what is said meanwhile is said between its first choice and its first pick. */
  async #ring({ by, meanwhile }: Extract<Step, { kind: 'ring' }>): Promise<void> {
    const { db } = this.#world;
    let isSaid = meanwhile === undefined;
    const say = async () => {
      if (isSaid || !meanwhile) return;
      isSaid = true;
      await tell(db, this.draft, meanwhile).catch(unlessRefused);
    };
    await ringOnce({ db, beforePick: say }, this.draft.draftId, this.#memory, by ?? 'JOB');
    await say();
  }

  /** The rank of a player of the draft's pool. */
  readonly rankOf = (playerId: number): number => this.draft.players.indexOf(playerId) + 1;

  #idOf(rank: number): number {
    return this.draft.players[rank - 1] ?? 0;
  }

  async #version(): Promise<number> {
    const { rows } = await this.#world.db.query<{ version: number }>(
      'select version from app_public.drafts where id = $1',
      [this.draft.draftId],
    );
    return rows[0]?.version ?? 0;
  }

  #actor(by: number): Actor {
    const { managers, commissioner } = this.draft;
    return by === 0 ? commissioner : (managers[by - 1] ?? commissioner);
  }
}

/** What is refused has no effect. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof DraftError)) throw error;
}

/** Trades, keepers and forfeits, by the slots that the teams are given first. */
function cellsOf({ trades, keepers, forfeits, firstSlots }: Setup) {
  const first = (slot: number) => firstSlots?.[slot - 1] ?? slot;
  return {
    tradedPicks: trades.map(({ round, slot, owner }) => ({ round, slot: first(slot), owner: first(owner) })),
    keepers: keepers.map((keeper) => ({ ...keeper, slot: first(keeper.slot) })),
    forfeits: forfeits.map(({ round, slot }) => ({ round, slot: first(slot) })),
  };
}

/** The same draft, its teams in the slots that they play from. */
async function reordered({ db }: World, draft: TestDraft, { firstSlots }: Setup): Promise<TestDraft> {
  if (firstSlots === null) return draft;
  const inOrder = <T>(bySlot: readonly T[]): T[] => firstSlots.flatMap((slot) => bySlot[slot - 1] ?? []);
  const teamIds = inOrder(draft.teamIds);
  await reorderSlots(db, draft.draftId, teamIds, draft.commissioner);
  return { ...draft, teamIds, managers: inOrder(draft.managers) };
}

function clocksOf({ secondsByRound }: Pick<Setup, 'secondsByRound'>) {
  const [first = SECOND] = secondsByRound;
  const others = secondsByRound.flatMap((time, index) =>
    time === first ? [] : [[index + 1, time / SECOND]],
  );
  return { secondsPerPick: first / SECOND, secondsPerPickByRound: Object.fromEntries(others) };
}

/** The rules of time as the service knows them; those that are left out are left out. */
function timeOf(rules: Partial<Omit<Rules, 'secondsByRound'>>): Partial<TimeSettings> {
  const { bank, increment, grace, autopilot, nights, pauseAt, ...same } = rules;
  const { atZero, autopilotAfterMisses, resume, pauseBeforePicks } = same;
  return {
    ...(bank !== undefined && { bankSeconds: bank / SECOND }),
    ...(increment !== undefined && { incrementSeconds: increment / SECOND }),
    ...(grace !== undefined && { graceSeconds: grace / SECOND }),
    ...(autopilot !== undefined && { autopilotSeconds: autopilot / SECOND }),
    ...(atZero !== undefined && { atZero }),
    ...(autopilotAfterMisses !== undefined && { autopilotAfterMisses }),
    ...(resume !== undefined && { resume }),
    ...(pauseBeforePicks !== undefined && { pauseBeforePicks }),
    ...(pauseAt !== undefined && { pauseAt: pauseAt.map(isoOf) }),
    ...(nights !== undefined && {
      quietHours: nights && {
        zone: 'UTC',
        picks: nights.refusesPicks ? 'REFUSED' : 'ALLOWED',
        windows: [{ weekdays: WEEKDAYS, from: clockOf(nights.from), to: clockOf(nights.to) }],
      },
    }),
  };
}

/** A minute of the day as `22:05`. */
function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
