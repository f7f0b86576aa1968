import { type BoardSettings, openCells } from './board.ts';
import { DraftError } from './errors.ts';

/** The settings that say before which picks a draft pauses, and which picks are made. */
type PauseSettings = BoardSettings & { readonly pauseBeforePicks?: readonly number[] };

/**
 * Refuses a pause before a pick that nobody makes, with none behind it that anybody makes: the draft would be over without it. Throws PAUSE_INVALID,
 * which names the pick and the last one that is made.
 * @param settings that any draft of so many teams can have
 * @param present those that hold already: drafts from before this was refused keep such a pause
 */
export function checkPlannedPauses(settings: PauseSettings, teams: number, present?: PauseSettings): void {
  const lastPick = lastOf(settings, teams);
  const kept = present === undefined ? [] : pausesBehind(present, lastOf(present, teams));
  const beforePick = pausesBehind(settings, lastPick).find((pick) => !kept.includes(pick));
  if (beforePick === undefined) return;
  const problem = `every pick from pick ${beforePick} on is kept or forfeited`;
  throw new DraftError('PAUSE_INVALID', { beforePick, lastPick, problem });
}

/**
 * Refuses a pause that would never come in some order of the teams, before one is drawn. Whether it comes in the order that is drawn must not be
 * told: who knows that may still change a word, and with it the draw. Throws PAUSE_INVALID.
 * @param settings those of a draft of so many teams
 */
export function checkPausesOfDraw(settings: PauseSettings, teams: number): void {
  const kept = pausesBehind(settings, lastOf(settings, teams));
  const lastPick = lastInAnyOrder(settings, teams);
  const beforePick = pausesBehind(settings, lastPick).find((pick) => !kept.includes(pick));
  if (beforePick === undefined) return;
  const problem = `the picks from pick ${beforePick} on may be those that are kept or forfeited`;
  throw new DraftError('PAUSE_INVALID', { beforePick, lastPick, problem, isDrawn: true });
}

function pausesBehind({ pauseBeforePicks = [] }: PauseSettings, lastPick: number): number[] {
  return pauseBeforePicks.filter((pick) => pick > lastPick);
}

/** The last pick that anybody makes. */
function lastOf(settings: PauseSettings, teams: number): number {
  const { pauseBeforePicks = [], keepers = [], forfeits = [], rounds } = settings;
  // All that is asked of a draft without pauses, and of most others.
  if (pauseBeforePicks.length === 0 || keepers.length + forfeits.length === 0) return teams * rounds;
  return openCells(settings, teams).at(-1)?.pickNumber ?? 0;
}

/** The lowest that it is in any order of the teams: they change their places in each round, and never the round. */
function lastInAnyOrder(settings: PauseSettings, teams: number): number {
  const open = openCells(settings, teams);
  const round = open.at(-1)?.round ?? 1;
  return (round - 1) * teams + open.filter((cell) => cell.round === round).length;
}
