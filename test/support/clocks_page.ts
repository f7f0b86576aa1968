import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addTime, resetClock } from '../../src/database/clock.ts';
import * as lifeCycle from '../../src/database/life_cycle.ts';
import { applyPick, skipPick } from '../../src/database/picks.ts';
import { WEEKDAYS } from '../../src/draft/quiet_hours.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { board, draftRow, newDraft, runTimeOut, seats, type TestDraft } from './drafts.ts';
import { refusal } from './refusal.ts';
import type { StoppedClock } from './replaced_clock.ts';
import type { TestDatabase } from './test_database.ts';

/** The rows of docs/clocks.md below a heading, whose table has those columns. */
export function tableBelow(heading: string, columns: readonly string[]): string[][] {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'clocks.md'), 'utf8');
  const [, section = ''] = page.split(new RegExp(`^##+ ${heading}$`, 'm'));
  const lines = (section.split(/^##/m)[0] ?? '').split('\n');
  const header = `| ${columns.join(' | ')} |`;
  const rows = lines.slice(lines.indexOf(header) + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** Headings of the sections whose tables are played. */
export const PLAYED = [
  'The pick clock',
  'The bank',
  'The grace',
  'Quiet hours',
  'Pause and resume',
  'What happens at zero',
  'Misses and autopilot',
  'What a commissioner may do',
];
export const COLUMNS_PLAYED = ['settings', 'what happens', 'then'];

/** A draft of an example, as its steps change it. */
export interface Example {
  readonly database: TestDatabase;
  readonly clock: StoppedClock;
  readonly draft: TestDraft;
  /** The code that the last step was refused with. */
  refused: string | null;
}

const NIGHTS = {
  zone: 'UTC',
  picks: 'ALLOWED',
  windows: [{ weekdays: WEEKDAYS, from: '22:00', to: '08:00' }],
} as const;

/** The settings that a cell of the page names. */
export function settingsOf(text: string): Partial<TimeSettings> & { secondsPerPick?: number } {
  const named = [...text.matchAll(/`(\w+): ([^`]+)`/g)].map(([, name, value = '']) => [
    name,
    JSON.parse(value),
  ]);
  const quiet = text.includes('nights without picks')
    ? { quietHours: { ...NIGHTS, picks: 'REFUSED' } }
    : text.includes('nights')
      ? { quietHours: NIGHTS }
      : {};
  return { ...Object.fromEntries(named), ...quiet };
}

/** Creates the draft of an example; its first step opens it. */
export async function prepare(
  database: TestDatabase,
  clock: StoppedClock,
  settings: string,
): Promise<Example> {
  await clock.set(instantOf('00:00:00'));
  const { secondsPerPickByRound, ...time } = settingsOf(settings) as Record<string, unknown>;
  const draft = await newDraft(database.pool, {
    teams: 2,
    rounds: 3,
    order: { kind: 'LINEAR' },
    open: false,
    secondsPerPickByRound: (secondsPerPickByRound ?? {}) as Record<number, number>,
    time: time as Partial<TimeSettings>,
  });
  return { database, clock, draft, refused: null };
}

/** `12:00:10`, `20:00`, `07-07 14:00` as an instant: in UTC, on 6 July 2026 where no day is named. */
function instantOf(time: string): string {
  const [, day = '07-06', clock = '', seconds = ':00'] =
    /^(?:(\d\d-\d\d) )?(\d\d:\d\d)(:\d\d(?:\.\d+)?)?$/.exec(time) ?? [];
  if (clock === '') throw new Error(`no time: ${time}`);
  return `2026-${day}T${clock}${seconds}Z`;
}

type Step = (example: Example, ...words: string[]) => Promise<unknown>;

/** What can happen, by how it is written. */
const STEPS: readonly [RegExp, Step][] = [
  [/^the draft opens$/, ({ database, draft }) => openDraft(database.pool, draft.draftId, draft.commissioner)],
  [/^the clock acts$/, ({ database, draft }) => runTimeOut(database.pool, draft.draftId)],
  [/^team (\d) picks$/, (example, team = '') => pick(example, team, null)],
  [/^team (\d) makes up pick (\d)$/, (example, team = '', cell = '') => pick(example, team, Number(cell))],
  [
    /^the draft is paused$/,
    ({ database, draft }) => lifeCycle.pauseDraft(database.pool, draft.draftId, draft.commissioner),
  ],
  [
    /^the draft is resumed$/,
    ({ database, draft }) => lifeCycle.resumeDraft(database.pool, draft.draftId, draft.commissioner),
  ],
  [
    /^(\d+) s are (added|taken)$/,
    ({ database, draft }, seconds, how) =>
      addTime(
        database.pool,
        draft.draftId,
        Number(seconds) * (how === 'added' ? 1 : -1),
        null,
        draft.commissioner,
      ),
  ],
  [
    /^the clock is reset$/,
    ({ database, draft }) => resetClock(database.pool, draft.draftId, null, draft.commissioner),
  ],
  [
    /^pick (\d) is skipped by the commissioner$/,
    ({ database, draft }, cell) => skipPick(database.pool, draft.draftId, Number(cell), draft.commissioner),
  ],
  [
    /^team (\d) switches its autopilot (on|off)$/,
    ({ database, draft }, team, how) =>
      lifeCycle.setAutopilot(
        database.pool,
        draft.draftId,
        draft.teamIds[Number(team) - 1] ?? '',
        how === 'on',
        managerOf(draft, team),
      ),
  ],
  [
    /^(`.*`) is set$/,
    ({ database, draft }, settings = '') =>
      changeSettings(
        database.pool,
        draft.draftId,
        (present) => ({ ...present, settings: { ...present.settings, ...settingsOf(settings) } }),
        draft.commissioner,
      ),
  ],
];

/** Plays a step, such as `12:00:10 team 1 picks`. */
export async function play(example: Example, step: string): Promise<void> {
  const [, time = '', what = ''] = /^((?:\d\d-\d\d )?[\d:.]+) (.*)$/.exec(step) ?? [];
  await example.clock.set(instantOf(time));
  for (const [pattern, run] of STEPS) {
    const words = pattern.exec(what);
    if (words) return void (await run(example, ...words.slice(1)));
  }
  throw new Error(`no step is written like this: ${step}`);
}

/** Plays a step that is to be refused, and notes the code. */
export async function playRefused(example: Example, step: string): Promise<void> {
  example.refused = (await refusal(play(example, step))).code;
}

async function pick({ database, draft }: Example, team: string, cell: number | null): Promise<void> {
  const { currentPick } = await draftRow(database.pool, draft.draftId);
  const pickNumber = cell ?? currentPick ?? 0;
  // The clock takes the best players first.
  const playerId = draft.players[100 + pickNumber] ?? 0;
  const manager = managerOf(draft, team);
  await applyPick(database.pool, {
    kind: 'MANUAL',
    draftId: draft.draftId,
    pickNumber,
    playerId,
    actor: manager,
  });
}

function managerOf(draft: TestDraft, team: string | undefined) {
  const manager = draft.managers[Number(team) - 1];
  if (!manager) throw new Error(`no team ${team}`);
  return manager;
}

/** What the third column says, as it is. */
export async function told(example: Example, wanted: string): Promise<string> {
  const { database, draft, refused } = example;
  const row = await draftRow(database.pool, draft.draftId);
  const cells = await board(database.pool, draft.draftId);
  const teams = await seats(database.pool, draft.draftId);
  const [, number = ''] = /^(?:pick|team) (\d)/.exec(wanted) ?? [];
  const cell = cells[Number(number) - 1];
  const team = teams[Number(number) - 1];
  const at = (date: Date | null) => date && timeOf(date, wanted);
  if (/^pick \d is on the clock$/.test(wanted)) return `pick ${row.currentPick} is on the clock`;
  if (/^pick \d is /.test(wanted))
    return `pick ${number} is ${cell?.source ?? (cell?.skippedAt ? 'skipped' : 'open')}`;
  if (/^team \d has /.test(wanted)) return `team ${number} has ${team?.bankSeconds} s in the bank`;
  if (/^team \d missed /.test(wanted)) return `team ${number} missed ${team?.misses} in a row`;
  if (/^team \d is /.test(wanted)) return `team ${number} is ${team?.autopilot ? '' : 'not '}on autopilot`;
  if (wanted.startsWith('the clock ends at ')) return `the clock ends at ${at(row.clockEndsAt)}`;
  if (wanted.startsWith('the deadline is ')) return `the deadline is ${at(row.deadline)}`;
  if (wanted.startsWith('the clock acts at ')) return `the clock acts at ${at(row.nextDeadline)}`;
  if (wanted.startsWith('overtime runs since ')) return `overtime runs since ${at(row.overtimeSince)}`;
  if (wanted === 'there is no deadline')
    return row.nextDeadline ? `the deadline is ${at(row.nextDeadline)}` : wanted;
  if (wanted.startsWith('it is paused '))
    return `it is ${row.state.toLowerCase()} with ${row.remainingSeconds} s left`;
  if (wanted.startsWith('the draft is ')) return `the draft is ${row.state}`;
  if (wanted.startsWith('refused with ')) return `refused with ${refused}`;
  if (wanted.startsWith('it is quiet') || wanted === 'it is not quiet') {
    const { rows } = await database.pool.query<{ until: Date | null }>(
      'select app_public.drafts_quiet_until(d) as until from app_public.drafts d where d.id = $1',
      [draft.draftId],
    );
    const until = rows[0]?.until ?? null;
    return until ? `it is quiet until ${at(until)}` : 'it is not quiet';
  }
  throw new Error(`nothing is written like this: ${wanted}`);
}

/** An instant as the page writes it, with a day and seconds where `like` has them. The driver knows milliseconds. */
function timeOf(instant: Date, like: string): string {
  const [, day = '', time = ''] = /^\d{4}-(\d\d-\d\d)T([\d:.]+)Z$/.exec(instant.toISOString()) ?? [];
  const exact = time.replace(/\.?0+$/, '').replace(/^(\d\d:\d\d)$/, '$1:00');
  const short = /\d\d:\d\d:\d\d/.test(like) ? exact : exact.replace(/:00$/, '');
  return day === '07-06' ? short : `${day} ${short}`;
}
