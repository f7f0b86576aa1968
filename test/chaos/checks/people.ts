import type { ConnectionPool } from '../../../src/database/connect.ts';
import type { DraftEvent } from '../../../src/draft/events.ts';
import type { KeptQueue, Notes, Told } from '../people/notes.ts';
import type { Remains } from './remains.ts';
import { type Offence, type Verdict, verdict } from './verdict.ts';

/** Codes that a request may be refused with, by kind of request; any other code is a fault. */
const REFUSALS: Readonly<Record<Told['what'] | 'pick', readonly string[]>> = {
  // The team was given to somebody else, or the draft ended.
  queue: ['NOT_YOUR_TEAM', 'DRAFT_OVER'],
  pause: ['ILLEGAL_TRANSITION'],
  resume: ['ILLEGAL_TRANSITION'],
  manager: [],
  autopilot: ['NOT_YOUR_TEAM', 'DRAFT_OVER'],
  // The draft was paused or over, another pick was on the clock, or this one was skipped before.
  time: [
    'DRAFT_NOT_IN_PROGRESS',
    'DRAFT_OVER',
    'PICK_NOT_ON_CLOCK',
    'PICK_ALREADY_MADE',
    'PICK_SKIPPED_BEFORE',
  ],
  // The board had changed since, the draft was over, or what was meant had been done, or undone, by others.
  mend: [
    ...[
      'STALE_VERSION',
      'NOTHING_TO_UNDO',
      'ILLEGAL_TRANSITION',
      'BOARD_CLOSED',
      'PICK_OPEN',
      'PLAYER_TAKEN',
    ],
    ...['PICK_ALREADY_MADE', 'PICK_NOT_ON_CLOCK', 'DEADLINE_PASSED', 'DRAFT_NOT_IN_PROGRESS', 'QUIET_HOURS'],
  ],
  pick: [
    ...['DEADLINE_PASSED', 'PICK_ALREADY_MADE', 'PICK_NOT_ON_CLOCK', 'PLAYER_TAKEN', 'QUIET_HOURS'],
    ...['DRAFT_NOT_IN_PROGRESS', 'NOT_YOUR_TEAM', 'PLAYER_DOES_NOT_FIT', 'ROSTER_RULE_HOLDS'],
  ],
};

/** Checks of queues, pauses and changes of managers, once no request is under way any more. */
export async function checkPeople(db: ConnectionPool, remains: Remains, notes: Notes): Promise<Verdict[]> {
  return [
    checkRefusals(notes),
    await checkQueues(db, notes),
    await checkManagers(db, notes),
    checkManagersTold(remains),
    checkInterruptions(remains, notes),
    checkStandOffs(remains, notes),
  ];
}

function checkRefusals({ told, picks }: Notes): Verdict {
  const all = [
    ...told,
    ...picks.map((answer) => ({ what: 'pick' as const, draftId: answer.requested.draftId, answer })),
  ];
  const offences = all.flatMap(({ what, draftId, answer }): Offence[] =>
    answer.kind === 'refused' && !REFUSALS[what].includes(answer.code)
      ? [{ draftId, what: `a ${what} was refused with ${answer.code}` }]
      : [],
  );
  return verdict('nothing is refused but for what there is a reason', offences, `${all.length} answers`);
}

async function checkQueues(db: ConnectionPool, { queues, wrongLists }: Notes): Promise<Verdict> {
  const { rows } = await db.query<Omit<KeptQueue, 'lists' | 'changes'> & { players: number[] }>(
    `select draft_id as "draftId", team_id as "teamId", manager_id as "userId", array_agg(player_id order by place) as players
       from app_public.queue_entries group by 1, 2, 3`,
  );
  const keyOf = ({ draftId, teamId, userId }: Omit<KeptQueue, 'lists' | 'changes'>) =>
    `${draftId} ${teamId} ${userId}`;
  const listOf = new Map(rows.map((row) => [keyOf(row), row.players]));
  const offences = queues.flatMap((kept) => {
    const list = String(listOf.get(keyOf(kept)) ?? []);
    if (kept.lists.some((known) => String(known) === list)) return [];
    const what = `the queue of team ${kept.teamId} is [${list}], not [${kept.lists.join('] or [')}]`;
    return [{ draftId: kept.draftId, what }];
  });
  const changes = queues.reduce((sum, kept) => sum + kept.changes, 0);
  return verdict(
    'every queue is what its manager made of it',
    [...wrongLists, ...offences],
    `${changes} changes of ${queues.length} queues`,
  );
}

async function checkManagers(db: ConnectionPool, { managers, told }: Notes): Promise<Verdict> {
  const { rows } = await db.query<{ id: string; managerId: string | null }>(
    'select id, manager_id as "managerId" from app_public.teams',
  );
  const offences = rows.flatMap(({ id, managerId }): Offence[] => {
    const known = managers.get(id);
    return known === undefined || known === managerId
      ? []
      : [{ draftId: null, what: `team ${id} was given to ${known} and is drafted for by ${managerId}` }];
  });
  const changes = told.filter(({ what, answer }) => what === 'manager' && answer.kind === 'done').length;
  return verdict('each team has the manager whom it was given to last', offences, `${changes} changes`);
}

/** In each draft, the former manager that a change names is the one that the change before it set. */
function checkManagersTold({ events }: Remains): Verdict {
  let changes = 0;
  const offences: Offence[] = [];
  for (const [draftId, history] of events) {
    const managers = new Map<string, string | null>();
    for (const event of history) {
      if (event.kind !== 'MANAGER_CHANGED') continue;
      changes += 1;
      const { teamId, managerId, formerManagerId } = event.data;
      const before = managers.get(teamId);
      if (managerId === formerManagerId || (before !== undefined && before !== formerManagerId))
        offences.push({ draftId, what: `event ${event.version} takes the team from ${formerManagerId}` });
      managers.set(teamId, managerId);
    }
  }
  return verdict('every change of a manager is told once and in order', offences, `${changes} events`);
}

function checkInterruptions({ events }: Remains, { interruptions, mended }: Notes): Verdict {
  const certain = interruptions.filter(({ isUncertain, draftId }) => !isUncertain && !mended.has(draftId));
  const offences = certain.flatMap(({ draftId, pauses, resumes }): Offence[] => {
    const history = events.get(draftId) ?? [];
    const happened = [countOf(history, isInterruption), countOf(history, ({ kind }) => kind === 'RESUMED')];
    if ((happened[0] ?? 0) <= pauses && (happened[1] ?? 0) <= resumes) return [];
    const what = `paused and resumed ${pauses} and ${resumes} times, and ${happened.join(' and ')} events say so`;
    return [{ draftId, what }];
  });
  const pauses = interruptions.reduce((sum, made) => sum + made.pauses, 0);
  return verdict(
    'what is paused or resumed by several requests at once is so once',
    offences,
    `${pauses} pauses in ${interruptions.length} drafts`,
  );
}

function checkStandOffs({ events }: Remains, { openStandOffs }: Notes): Verdict {
  let ended = 0;
  const offences: Offence[] = [];
  for (const [draftId, history] of events) {
    if (!history.some(isStandOff) || openStandOffs.has(draftId)) continue;
    const next = history
      .slice(history.findLastIndex(isStandOff) + 1)
      .find(({ kind }) => kind !== 'MANAGER_CHANGED');
    const isWaived = history.some(({ kind, data }) => kind === 'PICKED' && data.rosterWaived === true);
    if (next?.kind === 'RESUMED' && isWaived) ended += 1;
    else offences.push({ draftId, what: 'no free player fits, and no commissioner could end that' });
  }
  return verdict('every stand-off ends with the pick of its commissioner', offences, `${ended} stand-offs`);
}

function isInterruption(event: DraftEvent): boolean {
  return event.kind === 'PAUSED' && event.data.cause === 'COMMISSIONER';
}

function isStandOff(event: DraftEvent): boolean {
  return event.kind === 'PAUSED' && event.data.cause === 'NO_PLAYER_FITS';
}

function countOf(history: readonly DraftEvent[], is: (event: DraftEvent) => boolean): number {
  return history.filter(is).length;
}
