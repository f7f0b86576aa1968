import { readDraftStates } from '../../src/database/draft_snapshots.ts';
import { readEvents } from '../../src/database/events.ts';
import { type DraftRows, differencesOf } from '../../src/history/differences.ts';
import { foldEvents } from '../../src/history/fold_events.ts';
import { type Random, randomFrom } from '../chaos/random.ts';
import { differencesFrom } from './compare.ts';
import { act } from './deeds.ts';
import { type Choose, Model } from './model.ts';
import { nextStep } from './people.ts';
import { chance, randomSetup, type Setup } from './setup.ts';
import type { Step } from './step.ts';
import { System, type World } from './system.ts';

/** Steps of a draft at most, for each of its cells: many are refused, or undone. */
export const STEPS_OF_A_CELL = 6;
const MOST_EVENTS = 10_000;

/** A draft that was played. */
export interface Played {
  readonly setup: Setup;
  readonly steps: readonly Step[];
  /** How the service differed from the rules after the last step; none where it did not. */
  readonly differences: readonly string[];
}

/** Plays the draft of a seed on the service and by the rules, and compares both after every step, until one differs. */
export async function playSeed(world: World, seed: number): Promise<Played> {
  const random = randomFrom(seed);
  const setup = randomSetup(random);
  const most = setup.teams * setup.rounds * STEPS_OF_A_CELL;
  const steps: Step[] = [];
  const differences = await play(world, setup, (model) => {
    if (steps.length === most || isOver(model, random)) return null;
    const step = nextStep(model, random, steps.at(-1)?.at ?? setup.opensAt);
    steps.push(step);
    return step;
  });
  return { setup, steps, differences };
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
export function isOver({ state }: Model, random: Random): boolean {
  return state === 'CANCELLED' || (state === 'COMPLETED' && chance(random, 0.5));
}

async function play(
  world: World,
  setup: Setup,
  next: (model: Model) => Step | null,
): Promise<readonly string[]> {
  const system = await System.open(world, setup);
  const { draftId, teamIds } = system.draft;
  const model = new Model(setup, world.players);
  const opened = differencesFrom(model, await look(world, draftId), teamIds);
  if (opened.length > 0) return opened;
  for (let step = next(model); step; step = next(model)) {
    const refused = await system.act(step);
    const rows = await look(world, draftId);
    const wrong: string[] = [];
    const reasons = act(model, step, asTheService(rows, wrong));
    if (refused === null ? reasons.length > 0 : !reasons.includes(refused))
      wrong.push(`the rules say ${reasons.join(' or ') || 'yes'}, the service ${refused ?? 'yes'}`);
    wrong.push(...differencesFrom(model, rows, teamIds));
    if (wrong.length > 0) return wrong;
  }
  return await foldedDifferences(world, draftId);
}

async function look({ db }: World, draftId: string): Promise<DraftRows> {
  const { drafts, seats, cells } = await readDraftStates(db, [draftId]);
  const [draft] = drafts;
  if (!draft) throw new Error(`Draft ${draftId} is gone`);
  return { draft, seats, cells };
}

/** Whom the service took with a pick: anybody who is free and fits. */
function asTheService({ cells }: DraftRows, wrong: string[]): Choose {
  return (pickNumber, model) => {
    const playerId = cells[pickNumber - 1]?.playerId ?? null;
    if (playerId === null || model.isTaken(playerId) || !model.fits(model.cell(pickNumber).owner, playerId)) {
      wrong.push(`the service took ${playerId} with pick ${pickNumber}`);
      return -1;
    }
    return playerId;
  };
}

/** How the rows differ from what the events tell. */
async function foldedDifferences(world: World, draftId: string): Promise<string[]> {
  try {
    const events = await readEvents(world.db, draftId, 0, MOST_EVENTS);
    return differencesOf(foldEvents(events), await look(world, draftId));
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
