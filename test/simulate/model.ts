import type { PlayerStatus } from '../../src/draft/player_status.ts';
import type { RankingName, Taste } from './opinions.ts';
import { type Player, playersOf } from './pools.ts';
import { canSit } from './roster.ts';
import { isPlain, type Rules, type Setup } from './setup.ts';
import { openBetween, openEnd, quietUntil } from './time.ts';

export interface ModelCell {
  readonly round: number;
  readonly slot: number;
  /** Its pick clock, by the settings as they are now. */
  time: number;
  readonly isForfeited: boolean;
  /** The slot of the team whose it is. */
  owner: number;
  playerId: number | null;
  source: string | null;
  /** Who made the pick: the slot of a manager, 0 for the commissioner; null: the service, or nobody. */
  by: number | null;
  isSkipped: boolean;
}

export interface ModelTeam {
  bank: number;
  misses: number;
  autopilot: boolean;
  /** Whether it had the fresh clock that a manager gets once who is back. */
  cameBack: boolean;
  /** What its manager says about whom the service shall take; players are named by their ranks. */
  queue: readonly number[];
  rankings: Record<RankingName, readonly number[] | null>;
  /** Null: the league's. */
  taste: Taste | null;
}

/** Banks and misses, by slot. */
export type TeamTimes = readonly { readonly bank: number; readonly misses: number }[];

/** Whom the service takes for a team: what it took, so that the draft goes on with that, or what it has to take. */
export type Choose = (pickNumber: number, model: Model) => number;

/** A draft by the rules alone: no more than a page of rules.md says. Times are microseconds; null where there is none. */
export class Model {
  readonly setup: Setup;
  /** Where the chance of the draft comes from. */
  readonly seed: number;
  readonly players: ReadonlyMap<number, Player>;
  /** Whether it has had none of the rules of time so far. */
  isPlain: boolean;
  /** The rules of time as they are now, and those that a pick came on the clock with, where they were changed since. */
  rules: Rules;
  held: { readonly pickNumber: number; readonly rules: Rules } | null = null;
  state: 'IN_PROGRESS' | 'PAUSED' | 'COMPLETED' | 'CANCELLED' = 'IN_PROGRESS';
  /** How many events there were: one is that it was created, one that it opened, and before that its slots may have been reordered. */
  version: number;
  readonly cells: ModelCell[];
  readonly teams: ModelTeam[];
  current: number | null = null;
  clockEndsAt: number | null = null;
  deadline: number | null = null;
  actsAt: number | null = null;
  overtimeSince: number | null = null;
  remaining: number | null = null;
  nextPause: number | null = null;
  /** The bank of the team on the clock as it was when its pick came on it; null in a plain draft. */
  bankBefore: number | null = null;
  /** What is known of players, by their ranks; nothing against those who are not here. */
  readonly statuses = new Map<number, PlayerStatus>();
  /** Banks and misses of all teams, by slot, when each pick came on the clock for the first time, and for the last time. */
  readonly cameOn = new Map<number, TeamTimes>();
  readonly cameOnLast = new Map<number, TeamTimes>();
  /** The numbers of the picks that were made, in their order; also of those that were undone. */
  readonly made: number[] = [];

  /** Opens the draft. */
  constructor(setup: Setup, seed: number) {
    this.setup = setup;
    this.seed = seed;
    const players = playersOf(setup.pool);
    this.players = new Map(players.map((player) => [player.id, player]));
    this.rules = setup;
    this.version = setup.firstSlots === null ? 2 : 3;
    this.isPlain = isPlain(setup);
    this.teams = Array.from({ length: setup.teams }, () => ({
      ...{ bank: setup.bank, misses: 0, autopilot: false, cameBack: false },
      ...{ queue: [], rankings: { default: null, other: null }, taste: null },
    }));
    this.cells = cellsOf(setup);
    this.planPause(setup.opensAt);
    this.moveOn(setup.opensAt);
    this.pauseBefore(0, setup.opensAt);
  }

  cell(pickNumber: number): ModelCell {
    const cell = this.cells[pickNumber - 1];
    if (!cell) throw new Error(`There is no pick ${pickNumber}`);
    return cell;
  }

  team(slot: number): ModelTeam {
    const team = this.teams[slot - 1];
    if (!team) throw new Error(`There is no slot ${slot}`);
    return team;
  }

  /** The cell on the clock, and whose it is. */
  onClock(): { cell: ModelCell; team: ModelTeam } {
    const cell = this.cell(this.current ?? 0);
    return { cell, team: this.team(cell.owner) };
  }

  /** The rules of time that hold for a pick. */
  rulesOf(pickNumber: number | null): Rules {
    return this.held !== null && this.held.pickNumber === pickNumber ? this.held.rules : this.rules;
  }

  /** The pick is made. */
  take(pickNumber: number, playerId: number, source: string, by: number | null): void {
    fill(this.cell(pickNumber), playerId, source, by);
    this.made.push(pickNumber);
  }

  /** When the clock does something; null where it will not. */
  due(): number | null {
    if (this.state !== 'IN_PROGRESS') return null;
    const instants = [this.actsAt, this.nextPause].filter((at) => at !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  }

  /** Whether a team may have a player beside those that it has, but for the one who leaves. */
  fits(slot: number, playerId: number, leaves: readonly number[] = []): boolean {
    const mine = this.cells.flatMap(({ owner, playerId: id }) => (owner === slot && id !== null ? id : []));
    const roster = [...mine.filter((id) => !leaves.includes(id)), playerId].map(
      (id) => this.players.get(id)?.positions ?? [],
    );
    return canSit(roster, this.setup.roster) && this.#isWithinMaximums(roster);
  }

  /** Whether each player can be counted at a position of theirs that has no maximum, or still less than it. */
  #isWithinMaximums(roster: readonly (readonly string[])[]): boolean {
    const maximums = Object.entries(this.setup.positionMaximums);
    const others = [...new Set(roster.flat())].filter(
      (position) => !Object.hasOwn(this.setup.positionMaximums, position),
    );
    return canSit(roster, [
      ...maximums.map(([name, seats]) => ({ name, seats, positions: [name] })),
      { name: 'others', seats: roster.length, positions: others },
    ]);
  }

  isTaken(playerId: number): boolean {
    return this.cells.some((cell) => cell.playerId === playerId);
  }

  /** The lowest open cell; where only skipped ones are left the lowest of those. */
  nextOpen(): number | null {
    const open = this.cells.flatMap((cell, index) =>
      cell.playerId === null && !cell.isForfeited ? [{ cell, number: index + 1 }] : [],
    );
    return (open.find(({ cell }) => !cell.isSkipped) ?? open[0])?.number ?? null;
  }

  /** Starts the clock of the pick on the clock; `left`: of its pick clock, where that is not the whole. */
  startClock(at: number, left: number | null = null): void {
    const { cell, team } = this.onClock();
    const { nights, autopilot, grace } = this.rulesOf(this.current);
    if (!this.isPlain) this.bankBefore ??= team.bank;
    if (team.autopilot) {
      const from = nights?.refusesPicks ? (quietUntil(at, nights) ?? at) : at;
      this.clockEndsAt = openEnd(from, Math.min(autopilot, cell.time), nights);
      this.deadline = this.clockEndsAt;
      this.actsAt = this.deadline;
    } else {
      const time = left ?? cell.time;
      this.clockEndsAt = openEnd(at, time, nights);
      this.deadline = openEnd(this.clockEndsAt, team.bank, nights);
      this.actsAt = this.deadline + (!cell.isSkipped && time + team.bank > 0 ? grace : 0);
    }
    this.overtimeSince = null;
    this.remaining = null;
    this.state = 'IN_PROGRESS';
  }

  stopClock(): void {
    this.clockEndsAt = null;
    this.deadline = null;
    this.actsAt = null;
    this.overtimeSince = null;
  }

  /** What is left of the pick clock. */
  left(at: number): number {
    if (this.state === 'PAUSED') return this.remaining ?? 0;
    return this.clockEndsAt === null
      ? 0
      : openBetween(at, this.clockEndsAt, this.rulesOf(this.current).nights);
  }

  /** Takes from the bank of the team on the clock what it has used of it. */
  charge(at: number): void {
    const { team } = this.onClock();
    if (this.clockEndsAt === null || this.deadline === null || at <= this.clockEndsAt) return;
    const { nights } = this.rulesOf(this.current);
    const used = openBetween(this.clockEndsAt, Math.min(at, this.deadline), nights);
    if (used > 0) team.bank = at >= this.deadline ? 0 : Math.max(team.bank - used, 0);
  }

  /** Puts the next open cell on the clock, or ends the draft. */
  moveOn(at: number): void {
    this.current = this.nextOpen();
    if (this.current === null) {
      this.end('COMPLETED');
      return;
    }
    this.bankBefore = this.isPlain ? null : this.onClock().team.bank;
    const times = this.teams.map(({ bank, misses }) => ({ bank, misses }));
    if (!this.cameOn.has(this.current)) this.cameOn.set(this.current, times);
    this.cameOnLast.set(this.current, times);
    this.startClock(at);
  }

  end(state: 'COMPLETED' | 'CANCELLED'): void {
    this.stopClock();
    this.version += 1;
    Object.assign(this, { state, current: null, remaining: null, nextPause: null });
  }

  /** Pauses the draft; the clock ran until `until`. */
  pause(until: number): void {
    this.charge(until);
    this.remaining = this.left(until);
    this.stopClock();
    this.nextPause = null;
    this.state = 'PAUSED';
    this.version += 1;
  }

  /** After `made`, pauses where that is planned before the pick that is on the clock now, or one that was passed over on the way. */
  pauseBefore(made: number, at: number): void {
    const { current } = this;
    if (current === null || this.state !== 'IN_PROGRESS') return;
    const stops = this.rules.pauseBeforePicks;
    if (stops.some((stop) => stop === current || (stop > made && stop < current))) this.pause(at);
  }

  /** A pause whose time has come holds, also where its alarm rings late. */
  planPause(at: number): void {
    if (this.nextPause !== null && this.nextPause <= at) return;
    const coming = this.rules.pauseAt.filter((pause) => pause > at);
    this.nextPause = coming.length === 0 ? null : Math.min(...coming);
  }
}

/** Puts a player into a cell. */
export function fill(cell: ModelCell, playerId: number, source: string, by: number | null): void {
  Object.assign(cell, { playerId, source, by });
}

function cellsOf({ teams, rounds, order, ...setup }: Setup): ModelCell[] {
  const cells: ModelCell[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const turns = order.kind === 'REVERSAL' && round >= order.fromRound ? 1 : 0;
    const isBackwards = order.kind !== 'LINEAR' && (round + turns) % 2 === 0;
    for (let place = 1; place <= teams; place += 1) {
      const slot = isBackwards ? teams + 1 - place : place;
      const isHere = (other: { round: number; slot: number }) => other.round === round && other.slot === slot;
      const keeper = setup.keepers.find(isHere);
      cells.push({
        ...{ round, slot, time: setup.secondsByRound[round - 1] ?? 0, by: null, isSkipped: false },
        owner: setup.trades.find(isHere)?.owner ?? slot,
        isForfeited: setup.forfeits.some(isHere),
        playerId: keeper?.rank ?? null,
        source: keeper ? 'KEEPER' : null,
      });
    }
  }
  return cells;
}
