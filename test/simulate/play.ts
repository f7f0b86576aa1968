import { readDraftStates } from '../../src/database/draft_snapshots.ts';
import { readEvents } from '../../src/database/events.ts';
import { seedOf } from '../../src/draft/chance.ts';
import { type DraftRows, differencesOf } from '../../src/history/differences.ts';
import { foldEvents } from '../../src/history/fold_events.ts';
import { messageOf } from '../../src/telemetry/error_text.ts';
import { type Random, randomFrom } from '../chaos/random.ts';
import { differencesFrom } from './compare.ts';
import { act } from './deeds.ts';
import { type Choose, Model } from './model.ts';
import { nextStep } from './people.ts';
import { nextMending } from './random_mending.ts';
import { nextOpinion, withOpinions } from './random_opinions.ts';
import { chance, randomSetup, type Setup, withReordering } from './setup.ts';
import type { Step } from './step.ts';
import { System, type World } from './system.ts';
import { toldDifferences } from './told.ts';
import { type Taken, whom } from './whom.ts';

/** Steps of a draft at most, for each of its cells: many are refused, or undone. */
const STEPS_OF_A_CELL = 6;
const MOST_EVENTS = 10_000;
/** How often somebody says something about players instead of doing something. */
const OPINIONATED = 0.3;
const SEED_OF_MINDS = 1_000_003;
/** How often a commissioner does what only commissioners with a mind of their own do. */
const MENDING = 0.12;
const SEED_OF_HANDS = 2_000_003;

/** A draft that was played. */
export interface Played {
  readonly setup: Setup;
  readonly steps: readonly Step[];
  /** How the service differed from the rules after the last step; none where it did not. */
  readonly differences: readonly string[];
}

/** The random draft of a seed: its settings, and what happens next to it; null: nothing more does. */
export interface Plot {
  readonly setup: Setup;
  readonly steps: readonly Step[];
  next(model: Model): Step | null;
}

/**
 * The plot of a seed. Opinions about players, and what commissioners mend in more ways than one, have chance of their own: without them the
 * same happens, until the service takes somebody else.
 */
export function plotOf(seed: number, hasOpinions: boolean): Plot {
  const random = randomFrom(seed);
  const minds = randomFrom(seed + SEED_OF_MINDS);
  const hands = randomFrom(seed + SEED_OF_HANDS);
  const plain = randomSetup(random);
  const setup = hasOpinions ? withReordering(withOpinions(plain, minds), hands) : plain;
  const most = setup.teams * setup.rounds * STEPS_OF_A_CELL;
  const steps: Step[] = [];
  let deeds = 0;
  const next = (model: Model): Step | null => {
    const now = steps.at(-1)?.at ?? setup.opensAt;
    if (hasOpinions && chance(minds, OPINIONATED)) return { ...nextOpinion(model, minds), at: now };
    if (hasOpinions && model.state !== 'CANCELLED' && chance(hands, MENDING))
      return nextMending(model, hands, now);
    deeds += 1;
    if (deeds > most || isOver(model, random)) return null;
    const step = nextStep(model, random, now);
    return hasOpinions && step.kind === 'ring' ? ringWith(step, model, minds) : step;
  };
  return {
    ...{ setup, steps },
    next(model) {
      const step = next(model);
      if (step) steps.push(step);
      return step;
    },
  };
}

/** The same ring, by a process that remembers the draft, or with something said in between. */
function ringWith(step: Extract<Step, { kind: 'ring' }>, model: Model, minds: Random): Step {
  return {
    ...step,
    ...(chance(minds, 0.5) && { by: 'ALARM' }),
    ...(chance(minds, 0.3) && { meanwhile: nextOpinion(model, minds) }),
  };
}

/** Plays the draft of a seed on the service and by the rules, and compares both after every step, until one differs. */
export async function playSeed(world: World, seed: number, hasOpinions: boolean): Promise<Played> {
  const plot = plotOf(seed, hasOpinions);
  const differences = await play(world, plot.setup, (model) => plot.next(model));
  return { setup: plot.setup, steps: plot.steps, differences };
}

/** Plays steps that are known. */
export async function playSteps(
  world: World,
  setup: Setup,
  steps: readonly Step[],
): Promise<readonly string[]> {
  const coming = steps.values();
  return play(world, setup, () => coming.next().value ?? null);
}

/** A draft that is completed may be mended still. */
function isOver({ state }: Model, random: Random): boolean {
  return state === 'CANCELLED' || (state === 'COMPLETED' && chance(random, 0.5));
}

async function play(
  world: World,
  setup: Setup,
  next: (model: Model) => Step | null,
): Promise<readonly string[]> {
  const system = await System.open(world, setup);
  const { draftId, teamIds } = system.draft;
  const model = new Model(setup, seedOf(draftId));
  const look = async () => byRank(await readRows(world, draftId), system.rankOf);
  const opened = differencesFrom(model, await look(), teamIds);
  if (opened.length > 0) return opened;
  for (let step = next(model); step; step = next(model)) {
    const refused = await system.act(step);
    const rows = await look();
    const wrong: string[] = [];
    const taken = new Map<number, Taken>();
    const reasons = act(model, step, asTheService(rows, wrong, taken));
    if (refused === null ? reasons.length > 0 : !reasons.includes(refused))
      wrong.push(`the rules say ${reasons.join(' or ') || 'yes'}, the service ${refused ?? 'yes'}`);
    wrong.push(...differencesFrom(model, rows, teamIds));
    wrong.push(...(await toldDifferences(world.db, draftId, taken)));
    if (wrong.length > 0) return wrong;
  }
  return await foldedDifferences(world, draftId);
}

async function readRows({ db }: World, draftId: string): Promise<DraftRows> {
  const { drafts, seats, cells } = await readDraftStates(db, [draftId]);
  const [draft] = drafts;
  if (!draft) throw new Error(`Draft ${draftId} is gone`);
  return { draft, seats, cells };
}

/** The same rows, with players by their ranks. */
function byRank({ cells, ...rows }: DraftRows, rankOf: (playerId: number) => number): DraftRows {
  const ranked = cells.map(({ playerId, ...cell }) => ({
    ...cell,
    playerId: playerId === null ? null : rankOf(playerId),
  }));
  return { ...rows, cells: ranked };
}

/** Whom the service took with a pick, which must be who the rules say. */
function asTheService({ cells }: DraftRows, wrong: string[], taken: Map<number, Taken>): Choose {
  return (pickNumber, model) => {
    const playerId = cells[pickNumber - 1]?.playerId ?? null;
    const expected = whom(model, pickNumber);
    if (expected) taken.set(pickNumber, expected);
    if (playerId !== (expected?.playerId ?? null))
      wrong.push(
        `pick ${pickNumber}: the rules take ${expected?.playerId} (${expected?.decided}), the service ${playerId}`,
      );
    return playerId ?? -1;
  };
}

/** How the rows differ from what the events tell. */
async function foldedDifferences(world: World, draftId: string): Promise<string[]> {
  try {
    const events = await readEvents(world.db, draftId, 0, MOST_EVENTS);
    return differencesOf(foldEvents(events), await readRows(world, draftId));
  } catch (error) {
    return [messageOf(error)];
  }
}
