import type { Model } from './model.ts';
import { isPlain, type Rules } from './setup.ts';
import type { Step } from './step.ts';

/** A commissioner changes rules of time: they hold from the next cell on. What the banks get or lose, all of them do at once. */
export function changeRules(model: Model, { at, change }: Extract<Step, { kind: 'settings' }>): string[] {
  if (model.state === 'COMPLETED' || model.state === 'CANCELLED') return ['DRAFT_OVER'];
  const before = model.rules;
  const after: Rules = { ...before, ...change };
  const refused = refusals(model, after, at);
  if (refused.length > 0) return refused;
  if (JSON.stringify(after) === JSON.stringify(before)) return [];
  if (model.current !== null && model.held?.pickNumber !== model.current)
    model.held = { pickNumber: model.current, rules: before };
  model.rules = after;
  model.isPlain &&= isPlain(after);
  for (const cell of model.cells) cell.time = after.secondsByRound[cell.round - 1] ?? 0;
  fillBanks(model, after.bank - before.bank);
  if (model.state === 'IN_PROGRESS') model.planPause(at);
  model.version += 1;
  return [];
}

function refusals({ rules: before, current }: Model, after: Rules, at: number): string[] {
  const waits = after.atZero === 'WAIT';
  const isNew = <T>(value: T, known: readonly T[]) => !known.includes(value);
  const holds: [boolean, string][] = [
    [waits && (after.grace > 0 || after.autopilotAfterMisses !== null), 'SETTINGS_CONTRADICT'],
    [after.pauseAt.some((pause) => isNew(pause, before.pauseAt) && pause <= at), 'PAUSE_INVALID'],
    [
      after.pauseBeforePicks.some((pick) => isNew(pick, before.pauseBeforePicks) && pick <= (current ?? 0)),
      'PAUSE_INVALID',
    ],
  ];
  return holds.flatMap(([isSo, code]) => (isSo ? code : []));
}

/** Every bank gets so much, or loses it as far as it has it; so do those that are given back some day. */
function fillBanks(model: Model, added: number): void {
  const filled = (bank: number) => Math.max(bank + added, 0);
  for (const team of model.teams) team.bank = filled(team.bank);
  if (model.bankBefore !== null) model.bankBefore = filled(model.bankBefore);
  for (const known of [model.cameOn, model.cameOnLast])
    for (const [pickNumber, times] of known)
      known.set(
        pickNumber,
        times.map(({ bank, misses }) => ({ bank: filled(bank), misses })),
      );
}
