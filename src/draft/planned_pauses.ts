import { type BoardSettings, buildBoard } from './board.ts';
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
  const kept = new Set(present === undefined ? [] : idlePauses(present, teams).idle);
  const { idle, lastPick } = idlePauses(settings, teams);
  const beforePick = idle.find((pick) => !kept.has(pick));
  if (beforePick === undefined) return;
  const problem = `every pick from pick ${beforePick} on is kept or forfeited`;
  throw new DraftError('PAUSE_INVALID', { beforePick, lastPick, problem });
}

function idlePauses(settings: PauseSettings, teams: number): { idle: readonly number[]; lastPick: number } {
  const { pauseBeforePicks = [], keepers = [], forfeits = [] } = settings;
  const last = teams * settings.rounds;
  if (pauseBeforePicks.length === 0 || keepers.length + forfeits.length === 0)
    return { idle: [], lastPick: last };
  const open = buildBoard(settings, teams).findLast((cell) => cell.keeper === null && !cell.isForfeited);
  const lastPick = open?.pickNumber ?? 0;
  return { idle: pauseBeforePicks.filter((pick) => pick > lastPick), lastPick };
}
