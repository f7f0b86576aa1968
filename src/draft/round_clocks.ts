import { type BoardSettings, openCells } from './board.ts';
import { DraftError } from './errors.ts';

/**
 * Refuses a clock of a round in which nobody picks, since all of its picks are kept or forfeited: it would have no effect. Throws ROUND_CLOCK_INVALID.
 * @param settings that any draft of so many teams can have
 * @param present those that hold already: drafts from before this was refused keep such a clock
 */
export function checkRoundClocks(settings: BoardSettings, teams: number, present?: BoardSettings): void {
  const kept = present === undefined ? [] : idleClocks(present, teams);
  const round = idleClocks(settings, teams).find((idle) => !kept.includes(idle));
  if (round === undefined) return;
  const problem = `every pick of round ${round} is kept or forfeited, so its clock has no effect; leave it out`;
  throw new DraftError('ROUND_CLOCK_INVALID', { round: Number(round), problem });
}

function idleClocks(settings: BoardSettings, teams: number): string[] {
  const { secondsPerPickByRound, keepers = [], forfeits = [] } = settings;
  const rounds = Object.keys(secondsPerPickByRound);
  if (rounds.length === 0 || keepers.length + forfeits.length < teams) return [];
  const played = new Set(openCells(settings, teams).map(({ round }) => String(round)));
  return rounds.filter((round) => !played.has(round));
}
