import type { DraftOrder } from '../../src/draft/order.ts';
import type { RosterSlot } from '../../src/draft/roster_slots.ts';
import { between, oneOf, type Random, shuffled } from '../chaos/random.ts';
import type { Taste } from './opinions.ts';
import type { PoolKind } from './pools.ts';
import { type Nights, SECOND } from './time.ts';

/** How a simulated draft is played, as rules.md says it. Amounts of time are microseconds, slots and rounds count from 1. */
export interface Setup {
  readonly teams: number;
  readonly rounds: number;
  readonly order: DraftOrder;
  readonly secondsByRound: readonly number[];
  readonly bank: number;
  readonly increment: number;
  readonly grace: number;
  readonly autopilot: number;
  readonly nights: Nights | null;
  readonly atZero: 'AUTO_PICK' | 'SKIP' | 'WAIT';
  readonly autopilotAfterMisses: number | null;
  readonly resume: 'CONTINUE' | 'RESET';
  readonly pauseBeforePicks: readonly number[];
  readonly pauseAt: readonly number[];
  readonly trades: readonly { readonly round: number; readonly slot: number; readonly owner: number }[];
  readonly keepers: readonly { readonly slot: number; readonly round: number; readonly rank: number }[];
  readonly forfeits: readonly { readonly round: number; readonly slot: number }[];
  readonly roster: readonly RosterSlot[];
  /** The slots that the teams were given first, by those that they have since somebody reordered them; null: they were not. */
  readonly firstSlots: readonly number[] | null;
  readonly pool: PoolKind;
  readonly positionMaximums: Readonly<Record<string, number>>;
  /** How auto-picks are chosen for teams that say nothing else. */
  readonly taste: Taste;
  /** When it opens. */
  readonly opensAt: number;
}

/** The rules of time that may change while a draft runs. */
export type Rules = Pick<
  Setup,
  | ('secondsByRound' | 'bank' | 'increment' | 'grace' | 'autopilot' | 'nights')
  | ('atZero' | 'autopilotAfterMisses' | 'resume' | 'pauseBeforePicks' | 'pauseAt')
>;

const FIRST_DAY = Date.UTC(2026, 6, 6) * 1_000;
const MINUTES_OF_DAY = 24 * 60;

/** A draft with random settings: about one in four has no rules of time at all. Nobody has an opinion about players, and nobody reorders the slots. */
export function randomSetup(random: Random): Setup {
  const teams = Math.floor(between(random, 2, 6));
  const rounds = Math.floor(between(random, 2, 5));
  const opensAt = FIRST_DAY + Math.floor(between(random, 0, MINUTES_OF_DAY)) * 60 * SECOND;
  const order = randomOrder(random, rounds);
  const secondsByRound = randomClocks(random, rounds);
  const time = chance(random, 0.25) ? PLAIN : randomTime(random, teams * rounds, opensAt);
  const cells = randomCells(random, teams, rounds);
  return {
    ...{ teams, rounds, opensAt, order, secondsByRound, ...time, ...cells },
    pauseBeforePicks: comingPauses(time.pauseBeforePicks, { teams, rounds, ...cells }),
    roster: randomRoster(random, rounds),
    ...{ firstSlots: null, pool: 'MIXED', positionMaximums: {}, taste: { name: 'standard', options: {} } },
  };
}

type Time = Omit<Rules, 'secondsByRound'>;

const PLAIN: Time = {
  ...{ bank: 0, increment: 0, grace: 0, autopilot: 0, nights: null, atZero: 'AUTO_PICK' },
  ...{ autopilotAfterMisses: null, resume: 'CONTINUE', pauseBeforePicks: [], pauseAt: [] },
};

/** Whether a draft has none of the rules of time, and so neither banks nor misses. */
export function isPlain(rules: Rules): boolean {
  return Object.entries(PLAIN).every(
    ([name, value]) => JSON.stringify(rules[name as keyof typeof PLAIN]) === JSON.stringify(value),
  );
}

/** The same draft, whose teams sat elsewhere at first, now and then. */
export function withReordering(setup: Setup, random: Random): Setup {
  const slots = Array.from({ length: setup.teams }, (_, index) => index + 1);
  const firstSlots = shuffled(random, slots);
  const isReordered = chance(random, 0.3) && firstSlots.some((slot, index) => slot !== slots[index]);
  return isReordered ? { ...setup, firstSlots } : setup;
}

function randomClocks(random: Random, rounds: number): number[] {
  return Array.from({ length: rounds }, () => seconds(random, 0.05, 120));
}

/** Some of the rules of time, as they are to be from then on. */
export function randomChange(random: Random, setup: Setup, at: number): Partial<Rules> {
  const { teams, rounds } = setup;
  const time = randomTime(random, teams * rounds, at);
  const drawn: Rules = {
    ...time,
    pauseBeforePicks: comingPauses(time.pauseBeforePicks, setup),
    secondsByRound: randomClocks(random, rounds),
  };
  const names = Object.keys(drawn) as (keyof Rules)[];
  const some = shuffled(random, names).slice(0, Math.floor(between(random, 1, 4)));
  return Object.fromEntries(some.map((name) => [name, drawn[name]]));
}

function randomTime(random: Random, picks: number, opensAt: number): Time {
  const atZero = oneOf(random, ['AUTO_PICK', 'SKIP', 'WAIT'] as const) ?? 'SKIP';
  const waits = atZero === 'WAIT';
  const somePicks = Array.from({ length: picks }, (_, index) => index + 1).filter(() =>
    chance(random, 1 / picks),
  );
  return {
    atZero,
    bank: chance(random, 0.6) ? seconds(random, 1, 200) : 0,
    increment: chance(random, 0.4) ? seconds(random, 1, 20) : 0,
    grace: !waits && chance(random, 0.4) ? seconds(random, 0.5, 10) : 0,
    autopilot: chance(random, 0.5) ? seconds(random, 1, 60) : 0,
    nights: chance(random, 0.3) ? randomNights(random) : null,
    autopilotAfterMisses: !waits && chance(random, 0.4) ? Math.floor(between(random, 1, 4)) : null,
    resume: chance(random, 0.3) ? 'RESET' : 'CONTINUE',
    pauseBeforePicks: chance(random, 0.3) ? somePicks : [],
    pauseAt: chance(random, 0.2) ? [opensAt + seconds(random, 1, 600)] : [],
  };
}

/** The pauses before picks that somebody makes, or that have such a pick behind them, wherever the picks are that nobody makes. */
function comingPauses(
  pauses: readonly number[],
  { teams, rounds, keepers, forfeits }: Pick<Setup, 'teams' | 'rounds' | 'keepers' | 'forfeits'>,
): number[] {
  return pauses.filter((pick) => teams * rounds - pick >= keepers.length + forfeits.length);
}

/** Nights of one to twelve hours that begin at any minute. */
function randomNights(random: Random): Nights {
  const from = Math.floor(between(random, 0, MINUTES_OF_DAY));
  const to = (from + Math.floor(between(random, 60, 720))) % MINUTES_OF_DAY;
  return { from, to, refusesPicks: chance(random, 0.4) };
}

function randomOrder(random: Random, rounds: number): DraftOrder {
  const kind = oneOf(random, ['SNAKE', 'LINEAR', 'REVERSAL'] as const) ?? 'SNAKE';
  return kind === 'REVERSAL' ? { kind, fromRound: Math.floor(between(random, 1, rounds + 1)) } : { kind };
}

/** Trades, keepers and forfeits; a team keeps players in its own cells that were not traded away. */
function randomCells(random: Random, teams: number, rounds: number) {
  const trades: Setup['trades'][number][] = [];
  const keepers: Setup['keepers'][number][] = [];
  const forfeits: Setup['forfeits'][number][] = [];
  for (let round = 1; round <= rounds; round += 1) {
    for (let slot = 1; slot <= teams; slot += 1) {
      const owner = Math.floor(between(random, 1, teams + 1));
      // Something has to be left to draft.
      const isFull = keepers.length + forfeits.length > teams * rounds - 3;
      const lot = random();
      if (lot < 0.05) {
        // Nobody has more picks than seats: two are to spare.
        const gained = trades.filter((trade) => trade.owner === owner).length;
        if (owner !== slot && gained < 2) trades.push({ round, slot, owner });
      } else if (lot < 0.1 && !isFull) {
        keepers.push({ slot, round, rank: 20 + keepers.length });
      } else if (lot < 0.15 && !isFull) {
        forfeits.push({ round, slot });
      }
    }
  }
  return { trades, keepers, forfeits };
}

/** Half of the rosters take anybody; in the others two seats are for one position. All have seats to spare for trades. */
function randomRoster(random: Random, rounds: number): RosterSlot[] {
  const bench = { name: 'BN', positions: 'ANY' } as const;
  if (chance(random, 0.5)) return [{ ...bench, seats: rounds * 2 }];
  return [
    { name: 'QB', seats: 1, positions: ['QB'] },
    { name: 'K', seats: 1, positions: ['K'] },
    { ...bench, seats: rounds },
  ];
}

/** A random amount of time between two numbers of seconds, in whole milliseconds. */
export function seconds(random: Random, least: number, most: number): number {
  return Math.round(between(random, least * 1_000, most * 1_000)) * 1_000;
}

/** Whether something happens that happens so often. */
export function chance(random: Random, probability: number): boolean {
  return random() < probability;
}
