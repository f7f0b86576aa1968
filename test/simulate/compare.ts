import { microseconds } from '../../src/draft/microseconds.ts';
import type { DraftRows } from '../../src/history/differences.ts';
import type { Model } from './model.ts';
import { SECOND } from './time.ts';

/** How what the service has differs from what the rules say, a sentence each; none where they agree. */
export function differencesFrom(
  model: Model,
  { draft, seats, cells }: DraftRows,
  teamIds: readonly string[],
): string[] {
  const found: string[] = [];
  const compare = (what: string, rules: unknown, service: unknown) => {
    if (rules !== service) found.push(`${what}: the rules say ${rules}, the service ${service}`);
  };
  for (const name of ['state', 'version'] as const) compare(name, model[name], draft[name]);
  compare('pick on the clock', model.current, draft.currentPick);
  for (const name of ['clockEndsAt', 'deadline', 'actsAt', 'overtimeSince'] as const)
    compare(name, model[name], draft[name] === null ? null : microseconds(draft[name]));
  compare('remaining', model.remaining, amount(draft.remainingSeconds));
  for (const [index, team] of model.teams.entries()) {
    const seat = seats[index];
    compare(`autopilot of slot ${index + 1}`, team.autopilot, seat?.autopilot);
    if (model.isPlain) continue;
    compare(`bank of slot ${index + 1}`, team.bank, amount(seat?.bankSeconds ?? null));
    compare(`misses of slot ${index + 1}`, team.misses, seat?.misses);
  }
  for (const [index, cell] of model.cells.entries()) {
    const row = cells[index];
    const what = `pick ${index + 1}`;
    compare(`owner of ${what}`, teamIds[cell.owner - 1], row?.teamId);
    for (const name of ['round', 'slot', 'playerId', 'source', 'isForfeited'] as const)
      compare(`${name} of ${what}`, cell[name], row?.[name]);
    compare(`skip of ${what}`, cell.isSkipped && cell.playerId === null, row?.isSkipped);
  }
  return found;
}

/** Seconds as microseconds. */
function amount(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * SECOND);
}
