import { type Verdict, verdict } from '../../chaos/checks/verdict.ts';
import type { Follower } from '../../chaos/follower.ts';
import type { Wait } from '../../chaos/lateness.ts';
import type { PickAnswer } from '../../chaos/people/notes.ts';
import type { Noticed } from './phases.ts';

/** What docs/security.md promises: milliseconds at p99, and MiB. */
const PROMISE = { byHand: 100, clock: 50, memory: 600 } as const;
/** Within so many milliseconds after the last attack everything is as it was before. */
export const RECOVERED_AFTER_MS = 5_000;
/** Refusals that a pick may get because its time was over: not the fault of an attack. */
const HUMAN: readonly string[] = [
  'DEADLINE_PASSED',
  'PICK_ALREADY_MADE',
  'PICK_NOT_ON_CLOCK',
  'PLAYER_TAKEN',
  'DRAFT_NOT_IN_PROGRESS',
];

/** How punctual the service was while it was attacked, and from five seconds after it. */
export function judgeLateness(during: Noticed, afterwards: Noticed): Verdict[] {
  return [
    bounded('picks by hand under attack', during.byHand, PROMISE.byHand),
    bounded('the clock under attack', during.clock, PROMISE.clock),
    bounded('picks by hand from 5 s after it', afterwards.byHand, PROMISE.byHand),
    bounded('the clock from 5 s after it', afterwards.clock, PROMISE.clock),
  ];
}

function bounded(what: string, { p99, picks }: Noticed['byHand'], most: number): Verdict {
  const enough = picks > 0 ? [] : [{ draftId: null, what: 'there was none' }];
  const late = p99 < most ? [] : [{ draftId: null, what: `p99 is ${p99} ms` }];
  return verdict(`${what}: p99 below ${most} ms`, [...enough, ...late], `${p99} ms of ${picks}`);
}

/** How much memory the server took at most. */
export function judgeMemory({ memory }: Pick<Noticed, 'memory'>): Verdict {
  const most = PROMISE.memory;
  const wrong = memory > 0 && memory < most ? [] : [{ draftId: null, what: `it held ${memory} MiB` }];
  return verdict(`the server held less than ${most} MiB`, wrong, `${memory} MiB at most`);
}

/** What those who play were told: nothing that has to do with anybody else. */
export function judgeAnswers(answers: readonly PickAnswer[]): Verdict {
  const wrong = answers.flatMap((answer) => {
    const { kind, tries, requested } = answer;
    const code = kind === 'refused' ? answer.code : kind;
    const isRight = tries === 1 && (kind === 'done' || HUMAN.includes(code));
    return isRight
      ? []
      : [{ draftId: requested.draftId, what: `pick ${requested.pickNumber}: ${code} at try ${tries}` }];
  });
  return verdict('nobody who picked was refused or cut off for others', wrong, `${answers.length} picks`);
}

/** Whether those who follow kept the connection they had. */
export function judgeStreams(followers: Iterable<Follower>): Verdict {
  const all = [...followers];
  const wrong = all.flatMap(({ draftId, connections }) =>
    connections > 1 ? [{ draftId, what: `its follower was cut off ${connections - 1} times` }] : [],
  );
  return verdict('nobody who followed was cut off', wrong, `${all.length} followers`);
}

/** Whether each clock went on: time is given back to a team only where nobody kept it. */
export function judgeClocks(waits: readonly Wait[]): Verdict {
  const returned = waits.filter(({ kind }) => kind === 'TIME_RETURNED');
  return verdict(
    'no clock was stopped',
    returned.map(({ draftId }) => ({ draftId, what: 'a team got its time back' })),
    `${waits.length} clocks ran out`,
  );
}
