import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lazyServices } from '../../src/api/lazy_services.ts';
import { readConfig } from '../../src/config/config.ts';
import { DraftError, type DraftErrorCode } from '../../src/draft/errors.ts';
import { transitions } from '../../src/draft/events.ts';
import { newPool } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { MUTATION_EXAMPLES } from './mutation_examples.ts';
import { rightsDocument } from './rights/document.ts';
import { draftMutations, type StateRight, stateRights } from './rights/states.ts';
import { PEOPLE } from './rights/world.ts';

const { roles, access } = readConfig({});

let database: TestDatabase;
let services: ReturnType<typeof lazyServices>;
let states: StateRight[];
beforeAll(async () => {
  database = await createTestDatabase();
  services = lazyServices({
    ...{ directUrl: database.url, readUrl: database.url, apiRole: roles.api, visitorRole: roles.visitor },
    ...{ authSecret: undefined },
    ...{ access, log: silentLog },
  });
  states = await stateRights(database.pool, services, await newPool(database.pool, 20));
}, 120_000);
afterAll(async () => {
  await services.close();
  await database.drop();
});

describe('the rights', () => {
  it('are those of docs/rights.md; otherwise run "npm run rights" and read the difference', async () => {
    const found = await rightsDocument(database.pool, services, roles, states);
    expect(found).toBe(readFileSync(new URL('../../docs/rights.md', import.meta.url), 'utf8'));
  });
});

const OUTSIDERS = ['visitor', 'stranger', 'removed manager', 'commissioner of another league'];
const allowedOf = ({ mutation }: StateRight) => MUTATION_EXAMPLES[mutation].allowed;

/** When each answer is the truth about who asks, for what, of a draft in which state. */
const TRUE_WHEN: Readonly<Record<string, (right: StateRight) => boolean>> = {
  // Before anything is said of the draft.
  NOT_SIGNED_IN: (right) => allowedOf(right) === 'OPERATOR' && right.person === 'visitor',
  NOT_OPERATOR: (right) =>
    allowedOf(right) === 'OPERATOR' && right.person !== 'visitor' && right.person !== 'operator',
  DRAFT_NOT_FOUND: ({ person }) => OUTSIDERS.includes(person),
  NOT_COMMISSIONER: (right) =>
    allowedOf(right) === 'COMMISSIONER' &&
    (right.person === 'manager of the team' || right.person === 'manager of another team'),
  NOT_YOUR_TEAM: (right) =>
    allowedOf(right) === 'MANAGER'
      ? right.person !== 'manager of the team'
      : right.person === 'manager of another team',
  DRAFT_OVER: ({ state }) => state === 'COMPLETED' || state === 'CANCELLED',
  DRAFT_NOT_IN_PROGRESS: ({ state, mutation }) =>
    ['makePick', 'skipPick', 'addTime', 'resetClock', 'forcePick', 'rearmDraft'].includes(mutation) &&
    state !== 'IN_PROGRESS',
  ORDER_FIXED: ({ mutation, state }) =>
    ['reorderSlots', 'giveWord', 'drawOrder'].includes(mutation) && state !== 'SCHEDULED',
  PICK_ALREADY_MADE: ({ mutation, state, person }) =>
    (mutation === 'makePick' &&
      (state === 'COMPLETED' ? person !== 'manager of the team' : state === 'IN_PROGRESS')) ||
    (['tradePicks', 'forcePick'].includes(mutation) && state === 'COMPLETED'),
  BOARD_CLOSED: ({ mutation, state }) =>
    ['correctPick', 'swapPicks', 'tradePicks'].includes(mutation) &&
    (state === 'SCHEDULED' || state === 'CANCELLED'),
  PICK_OPEN: ({ mutation, state }) =>
    ['correctPick', 'swapPicks'].includes(mutation) && (state === 'IN_PROGRESS' || state === 'PAUSED'),
  NOTHING_TO_UNDO: ({ mutation, state }) =>
    ['rollBackDraft', 'undoLast'].includes(mutation) && (state === 'IN_PROGRESS' || state === 'PAUSED'),
  ILLEGAL_TRANSITION: (right) => {
    const { numbers, message } = right.first;
    return (
      allowedOf(right) === 'COMMISSIONER' &&
      numbers['from'] === right.state &&
      message.includes(right.state) &&
      message.includes(String(numbers['to']))
    );
  },
  yes: ({ person, mutation, state }) =>
    !OUTSIDERS.includes(person) &&
    (['createEventTicket', 'renameDraft', 'archiveDraft'].includes(mutation) ||
      (state !== 'CANCELLED' && state !== 'COMPLETED') ||
      (mutation === 'cancelDraft' && state === 'CANCELLED') ||
      (['rollBackDraft', 'undoLast', 'correctPick', 'swapPicks'].includes(mutation) &&
        state === 'COMPLETED') ||
      // The very pick that they had made.
      (mutation === 'makePick' && state === 'COMPLETED')),
};

describe('every request about a draft, in every state, by every kind of person, made twice', () => {
  it('is answered with what is true, and with the sentence of that code', () => {
    expect(states.length).toBe(
      draftMutations(services).length * Object.keys(transitions).length * PEOPLE.length,
    );
    for (const right of states) {
      for (const told of [right.first, right.again]) {
        const what = `${right.mutation} ${right.state} ${right.person}: ${told.code} ${told.message}`;
        expect(TRUE_WHEN[told.code]?.(right), what).toBe(true);
        if (told.code === 'yes' || told.code === 'ILLEGAL_TRANSITION') continue;
        expect(told.message, what).toBe(new DraftError(told.code as DraftErrorCode, told.numbers).message);
        expect(told.events, what).toBe(0);
        if (told.code === 'DRAFT_NOT_FOUND') expect(told.numbers, what).toEqual({});
      }
    }
  });

  it('gets the same answer again, and changes nothing again', () => {
    for (const { mutation, state, person, first, again } of states) {
      const what = `${mutation} ${state} ${person}`;
      const { isDoneAgain } = MUTATION_EXAMPLES[mutation];
      const isDone =
        isDoneAgain === 'ON_THE_CLOCK' || (isDoneAgain === 'WHILE_IT_RUNS' && state === 'IN_PROGRESS');
      expect(again.events, what).toBe(isDone ? first.events : 0);
      // What changes nothing is in no audit either.
      expect(again.entries, what).toBe(isDone ? first.entries : 0);
      expect(again.code, what).toBe(first.code);
    }
  });
});
