import { styleText } from 'node:util';
import { MOST_COUNTED } from '../database/counted.ts';
import type { OverdueDraft, StatusFacts, WorkerStatus } from '../database/status.ts';
import { stateOf, type WorkerState } from '../database/worker_state.ts';
import { LATE_SHARE, linkTo, type Problem } from './judge.ts';
import { clockTime, cut, duration, oneLine, plural, wrap } from './words.ts';

const TITLE = 'Draft Orchestrator';
const LABEL_WIDTH = 13;
const NAME_WIDTH = 32;
const TIME_WIDTH = 11;
/** The id of a draft, and the air behind it. */
const ID_WIDTH = 38;
const ALARM_COLUMN = ID_WIDTH + TIME_WIDTH;

const SIGNS: Readonly<Record<WorkerState, string>> = {
  ALIVE: styleText('green', '✓'),
  FAILING: styleText('red', '✗'),
  REGISTERING: styleText('yellow', '•'),
  HUNG: styleText('red', '✗'),
  DEAD: styleText('red', '✗'),
};
const STATES: Readonly<Record<WorkerState, string>> = {
  ALIVE: 'alive',
  FAILING: 'alive, its alarm fails',
  REGISTERING: 'alive, connects again',
  HUNG: 'hangs',
  DEAD: 'dead',
};

/** The status as one screen, line by line: first whether somebody is needed, then what it was judged by. */
export function render(facts: StatusFacts, problems: readonly Problem[], width: number): string[] {
  const inside = width - 2;
  const lines = [
    `${styleText('bold', TITLE)}${cut(`   ${clockTime(facts.at)} UTC, database ${facts.database}`, inside - TITLE.length)}`,
    '',
    verdict(problems),
    ...problems.flatMap((problem) => tell(problem, inside)),
    '',
    ...summary(facts).flatMap(([name, text]) => labelled(name, text, inside)),
    '',
    ...workers(facts, inside),
    ...overdue(facts, inside),
    ...failing(facts, inside),
  ];
  return lines.map((line) => (line === '' ? '' : ` ${line}`));
}

function verdict(problems: readonly Problem[]): string {
  const needed = problems.filter(({ needsYou }) => needsYou).length;
  if (needed > 0) return styleText(['red', 'bold'], plural(needed, 'thing needs you', 'things need you'));
  const rest = problems.length > 0 ? '; what is not as usual heals by itself' : '';
  return styleText(['green', 'bold'], `All is well${rest}`);
}

function tell({ needsYou, what, advice, section }: Problem, width: number): string[] {
  const sign = needsYou ? styleText('red', '✗') : styleText('yellow', '•');
  const [first = '', ...more] = [...wrap(what, width - 2), ...wrap(advice, width - 2)];
  return [
    '',
    `${sign} ${first}`,
    ...more.map((line) => `  ${line}`),
    styleText('dim', `  → ${linkTo(section)}`),
  ];
}

type Labelled = [name: string, text: string];

/** What the service was judged by, in words: the names of lines, and the lines. */
export function summary(facts: StatusFacts): Labelled[] {
  const { lateness, drafts, failing: failed, pulse, connections, server, outbox } = facts;
  const late =
    lateness.over100ms === 0
      ? 'nothing is overdue by more than 0.1 s'
      : `${count(lateness.over100ms)} overdue by more than 0.1 s, ${count(lateness.over1s)} by more than 1 s, longest ${duration(lateness.longest)}`;
  const failures =
    failed.retried + failed.paused === 0 ? '' : `, ${count(failed.retried + failed.paused)} failing`;
  const sign = pulse.silentFor === null ? 'none ever' : `${duration(pulse.silentFor)} ago`;
  const outage =
    pulse.outageBegan === null
      ? 'none yet'
      : `${clockTime(pulse.outageBegan)} UTC, for ${duration(pulse.outageLasted ?? 0)}`;
  const overtime = drafts.inOvertime === 0 ? '' : ` (${count(drafts.inOvertime)} in overtime)`;
  const programs = connections.byProgram.map(({ name, count: held }) => `${name ?? 'others'} ${held}`);
  return [
    ['Late now', late],
    ['Punctual', tellPunctuality(facts.punctuality)],
    [
      'Next',
      lateness.nextIn === null ? 'no deadline ahead' : `the next deadline is in ${duration(lateness.nextIn)}`,
    ],
    [
      'Drafts',
      `${count(drafts.inProgress)} in progress${overtime}, ${count(drafts.paused)} paused, ${count(drafts.scheduled)} to start at a set time${failures}`,
    ],
    ['Last sign', `${sign} that a worker process kept the time`],
    ['Last outage', outage],
    [
      '',
      `(a silence over ${duration(pulse.longestSilence)}; teams get back at most ${duration(pulse.mostReturned)})`,
    ],
    ['Connections', `${connections.used} of ${connections.most}: ${programs.join(', ')}`],
    ...(outbox.endpoints === 0 ? [] : [tellOutbox(outbox)]),
    ['Server', `up for ${duration(server.upFor)}`],
  ];
}

function tellPunctuality({ picks, late, picksLately, lateLately }: StatusFacts['punctuality']): string {
  if (picks === 0) return 'the clock has not picked yet';
  const spent = Math.round((late / (picks * LATE_SHARE)) * 100);
  const lately = `${lateLately.toLocaleString('en-US')} of ${picksLately.toLocaleString('en-US')} lately`;
  return `${late.toLocaleString('en-US')} of ${plural(picks, 'pick', 'picks')} of the clock in 30 days more than 0.1 s late, ${spent} % of what is allowed; ${lately}`;
}

function tellOutbox({ endpoints, failing: fail, deadLetters, age }: StatusFacts['outbox']): Labelled {
  const dead = deadLetters === 0 ? '' : `, ${count(deadLetters)} dead letters`;
  const waits = age === 0 ? '' : `, an event waits for ${duration(age)}`;
  return ['Endpoints', `${count(endpoints)}${fail === 0 ? '' : `, ${count(fail)} failing`}${dead}${waits}`];
}

function workers({ workers: known }: StatusFacts, width: number): string[] {
  if (known.length === 0) return ['No worker process is registered.'];
  return [
    heading('  Worker processes'.padEnd(NAME_WIDTH + 2), 'up for'.padEnd(TIME_WIDTH), 'last sign'),
    ...known.map((worker) => {
      const state = stateOf(worker);
      const times = [worker.registeredFor, worker.silentFor].map((time) => duration(time).padEnd(TIME_WIDTH));
      const name = cut(worker.name, NAME_WIDTH - 1).padEnd(NAME_WIDTH);
      const drained = worker.isDrained ? ', drained' : '';
      return `${SIGNS[state]} ${cut(`${name}${times.join('')}${STATES[state]}${drained}`, width - 2)}`;
    }),
  ];
}

function overdue({ lateness, workers: known }: StatusFacts, width: number): string[] {
  if (lateness.longestOverdue.length === 0) return [];
  return [
    '',
    heading('Longest overdue drafts'.padEnd(ID_WIDTH), 'late'.padEnd(TIME_WIDTH), 'alarm'),
    ...lateness.longestOverdue.map((draft) => {
      const late = duration(draft.overdueFor).padEnd(TIME_WIDTH);
      return `${draft.id}  ${late}${cut(alarmOf(draft, known), width - ALARM_COLUMN)}`;
    }),
  ];
}

/** What has become of the alarm of a draft that is overdue, in words. */
export function alarmOf(
  { hasJob, lockedBy, lockedFor }: OverdueDraft,
  workers: readonly WorkerStatus[],
): string {
  if (lockedBy === null) return hasJob ? 'waits for a worker' : 'none';
  const owner = workers.find(({ pool }) => pool === lockedBy)?.name ?? 'nobody known';
  return `locked ${duration(lockedFor ?? 0)}, ${owner}`;
}

function failing({ failing: failed }: StatusFacts, width: number): string[] {
  if (failed.drafts.length === 0) return [];
  return [
    '',
    heading('Failing drafts'.padEnd(ID_WIDTH), 'attempts'.padEnd(TIME_WIDTH), ''),
    ...failed.drafts.flatMap(({ id, isPaused, attempts, error, retryIn }) => [
      `${id}  ${String(attempts).padEnd(TIME_WIDTH)}${isPaused ? 'paused' : `again in ${duration(retryIn ?? 0)}`}`,
      `  ${cut(oneLine(error), width - 2)}`,
    ]),
  ];
}

function labelled(name: string, text: string, width: number): string[] {
  const lines = wrap(text, width - LABEL_WIDTH);
  return lines.map((line, index) => (index === 0 ? name : '').padEnd(LABEL_WIDTH) + line);
}

const heading = (...columns: string[]) => styleText('bold', columns.join(''));

function count(number: number): string {
  return `${number.toLocaleString('en-US')}${number >= MOST_COUNTED ? ' or more' : ''}`;
}
