import { styleText } from 'node:util';
import type { Verdict } from '../../chaos/checks/verdict.ts';
import type { Noticed } from './phases.ts';
import type { LongRunReport, PhaseReport } from './run.ts';

const SHOWN_OFFENCES = 3;
const NAME_WIDTH = 24;
const HEADING = ['by hand p50', 'p99', 'max', 'clock p50', 'p99', 'max', 'server MiB'];
const COLUMN_WIDTH = 12;

/** The report as lines; the last one says it all. */
export function linesOf({ options, verdicts, phases, byAttack, picks, logFolder }: LongRunReport): string[] {
  const failed = verdicts.filter(({ holds }) => !holds).length;
  const outcome = failed === 0 ? 'every check passed' : `${failed} of ${verdicts.length} checks FAILED`;
  return [
    ...verdicts.flatMap(describe),
    '',
    row('milliseconds', HEADING),
    ...Object.entries(phases).map(([name, noticed]) => row(name, figuresOf(noticed))),
    '',
    ' While each lasted, beside others:',
    ...[...byAttack].map(([name, noticed]) => row(name, figuresOf(noticed))),
    '',
    ' Share of all cores:',
    ...Object.entries(phases).map(([name, { cpu }]) => row(name, sharesOf(cpu))),
    ...(logFolder === null ? [] : ['', ` What the processes said: ${logFolder}`]),
    '',
    `seed ${options.seed}: ${options.minutes} min of ${options.atOnce} attacks at a time, ${options.drafts} drafts, ${picks.toLocaleString('en')} picks: ${outcome}`,
  ];
}

/** The report for programs: one line of JSON. */
export function jsonOf(report: LongRunReport): string {
  const holds = report.verdicts.every((one) => one.holds);
  return JSON.stringify({ ...report, holds, byAttack: Object.fromEntries(report.byAttack) });
}

function describe({ name, holds, figures, offences }: Verdict): string[] {
  const mark = holds ? styleText('green', '✓') : styleText('red', '✗');
  const shown = offences
    .slice(0, SHOWN_OFFENCES)
    .map(({ draftId, what }) => `     ${draftId === null ? '' : `${draftId}: `}${what}`);
  return [` ${mark} ${name}: ${figures}`, ...shown];
}

function figuresOf({ byHand, clock, memory }: Noticed): string[] {
  const figures = [byHand.p50, byHand.p99, byHand.max, clock.p50, clock.p99, clock.max, memory];
  return figures.map((figure) => figure.toFixed(figure < 100 ? 1 : 0));
}

function sharesOf(cpu: PhaseReport['cpu']): string[] {
  return Object.entries(cpu ?? {}).map(([name, share]) => `${name} ${Math.round(share * 100)} %`);
}

function row(name: string, cells: readonly string[]): string {
  return ` ${name.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(COLUMN_WIDTH)).join('')}`;
}
