import { styleText } from 'node:util';
import type { DraftEvent } from '../draft/events.ts';
import { type Lateness, latenessOf, type Span } from './lateness.ts';
import type { Check } from './remains.ts';

/** What the last lines are about. */
export interface Outcome {
  readonly checks: readonly Check[];
  readonly events: readonly DraftEvent[];
  readonly outage: Span | null;
  readonly seconds: number;
}

/** Says how it went; answers whether every check held. */
export function report({ checks, events, outage, seconds }: Outcome, say: (line: string) => void): boolean {
  const width = Math.max(...checks.map(({ name }) => name.length));
  say('');
  for (const { name, holds, figures } of checks) {
    say(` ${holds ? styleText('green', '✓') : styleText('red', '✗')} ${name.padEnd(width)}   ${figures}`);
  }
  const { kept, madeUp } = latenessOf(events, outage);
  say('');
  say(` From deadline to pick on the database's clock, ${counted(kept.count)}: ${figuresOf(kept)}`);
  if (outage) {
    say(
      ` No worker process ran for ${((+outage.to - +outage.from) / 1_000).toFixed(1)} s; ${caughtUp(madeUp)}`,
    );
  }
  const failed = checks.filter(({ holds }) => !holds).length;
  const verdict =
    failed === 0 ? `All ${checks.length} checks hold.` : `${failed} of ${checks.length} checks do not hold.`;
  say('');
  say(` ${styleText(['bold', failed === 0 ? 'green' : 'red'], verdict)} ${seconds.toFixed(0)} seconds.`);
  return failed === 0;
}

function counted(picks: number): string {
  return picks === 1 ? '1 pick' : `${picks} picks`;
}

function figuresOf({ p50, p99, max }: Lateness): string {
  return `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, max ${max.toFixed(1)} ms`;
}

function caughtUp({ count, max }: Lateness): string {
  if (count === 0) return 'no clock ran out meanwhile.';
  return `${counted(count)} fell due meanwhile, made up after the restart (at most ${max.toFixed(0)} ms late).`;
}
