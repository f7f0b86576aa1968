import { styleText } from 'node:util';
import type { Verdict } from './checks/verdict.ts';
import { failOver } from './faults/fail_over.ts';
import { type Figures, type Happened, latenessAfter, type Wait } from './lateness.ts';
import type { Notes } from './people/notes.ts';
import type { ChaosOptions } from './run.ts';

const SHOWN_OFFENCES = 3;
const NAME_WIDTH = 26;

/** What came of a run. */
export interface ChaosReport {
  readonly options: Pick<ChaosOptions, 'seed' | 'minutes' | 'former'>;
  readonly verdicts: readonly Verdict[];
  readonly faults: readonly Happened[];
  readonly waits: readonly Wait[];
  readonly answers: Notes['picks'];
  readonly picks: number;
  readonly wrongClocks: number;
  readonly seconds: number;
  /** Everything about the drafts that something is wrong with. */
  readonly evidence: readonly string[];
  /** What the processes said; null where it was not kept. */
  readonly logFolder: string | null;
}

/** The report as lines; the last one says it all. */
export function linesOf(report: ChaosReport): string[] {
  const { verdicts, waits, faults, evidence, logFolder } = report;
  const lateness = [...latenessAfter(waits, faults)].map(
    ([name, figures]) => `   ${name.padEnd(NAME_WIDTH)}${describe(figures)}`,
  );
  return [
    ...verdicts.flatMap(describeVerdict),
    '',
    ' From deadline to pick, for deadlines during a fault or within 5 s after it:',
    ...lateness,
    ...faults.filter(({ name }) => name === failOver.name).map(({ what }) => ` A fail-over: ${what}.`),
    ` ${describeStillness(waits)}`,
    ` ${describeAnswers(report)}`,
    ...(evidence.length > 0
      ? ['', ` Seed ${report.options.seed}; what there is to know of those drafts:`, ...evidence]
      : []),
    ...(logFolder === null ? [] : ['', ` What the processes said: ${logFolder}`]),
    '',
    lastLine(report),
  ];
}

/** What happened, counted, and whether everything held. */
function lastLine({ options, verdicts, faults, picks, wrongClocks }: ChaosReport): string {
  const counts = [...Map.groupBy(faults, ({ counted }) => counted)].map(
    ([counted, same]) => `${same.reduce((sum, { count }) => sum + count, 0)} ${counted}`,
  );
  const failed = verdicts.filter(({ holds }) => !holds).length;
  const outcome = failed === 0 ? 'every check passed' : `${failed} of ${verdicts.length} checks FAILED`;
  const beside = options.former === null ? [] : [`every second process of ${options.former}`];
  const all = [...beside, ...counts, `${wrongClocks} wrong clocks`, `${picks.toLocaleString('en')} picks`];
  return `seed ${options.seed}: ${options.minutes} min, ${all.join(', ')}: ${outcome}`;
}

function describeVerdict({ name, holds, figures, offences }: Verdict): string[] {
  const mark = holds ? styleText('green', '✓') : styleText('red', '✗');
  const shown = offences
    .slice(0, SHOWN_OFFENCES)
    .map(({ draftId, what }) => `     ${draftId === null ? '' : `${draftId}: `}${what}`);
  return [` ${mark} ${name}: ${figures}`, ...shown];
}

function describe({ picks, p50, p99, max }: Figures): string {
  const figure = (ms: number) => `${ms.toFixed(ms < 100 ? 1 : 0)} ms`.padStart(10);
  return `${String(picks).padStart(6)} picks, p50${figure(p50)}, p99${figure(p99)}, max${figure(max)}`;
}

function describeStillness(waits: readonly Wait[]): string {
  const longest = waits.reduce<Wait | null>((most, wait) => (most && most.ms >= wait.ms ? most : wait), null);
  const returned = waits.filter(({ kind }) => kind === 'TIME_RETURNED').length;
  const where = longest ? ` (${longest.draftId})` : '';
  return `The longest a draft stood still before it went on: ${((longest?.ms ?? 0) / 1_000).toFixed(1)} s${where}; ${returned} times a team got its time back.`;
}

function describeAnswers({ answers }: ChaosReport): string {
  const codes = Map.groupBy(answers, (answer) => (answer.kind === 'refused' ? answer.code : answer.kind));
  const counts = [...codes].map(([code, same]) => `${same.length} ${code}`).join(', ');
  const again = answers.filter(({ tries }) => tries > 1).length;
  return `People were told: ${counts}; ${again} of them had to ask more than once.`;
}
