import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import { foldEvent } from '../../client/fold.ts';
import { emptied, type LiveState, stateOf } from '../../client/live_state.ts';
import { reorderSlots } from '../../src/database/draft_order.ts';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { skipPick } from '../../src/database/picks.ts';
import type { TimeSettings } from '../../src/draft/time_settings.ts';
import { changeSettings } from '../../src/orchestrator/change_settings.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { type Api, startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft, openRoster, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

/** A draft with every kind of thing that people do to one, and then its last picks. */
async function played(): Promise<{ draft: TestDraft; client: DraftClient }> {
  const draft = await newDraft(database.pool, { teams: 2, rounds: 3 });
  const { draftId, commissioner, teamIds, players } = draft;
  const userId = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
  const client = new DraftClient({ url: api.url, token: await tokenFor(userId ?? '') });
  await client.makePick(draftId, 1, players[0] ?? 0);
  await client.pauseDraft(draftId);
  await client.resumeDraft(draftId);
  await setAutopilot(database.pool, draftId, teamIds[0] ?? '', true, commissioner);
  await client.makePick(draftId, 2, players[1] ?? 0);
  // Nobody picks for it here.
  await setAutopilot(database.pool, draftId, teamIds[0] ?? '', false, commissioner);
  return { draft, client };
}

/** What is compared: what a room shows. The same instant is written in two ways, so instants are numbers. */
function shown({ cells, deadline, clockEndsAt, actsAt, overtimeSince, teams, ...state }: LiveState) {
  const instants = [deadline, clockEndsAt, actsAt, overtimeSince].map((text) => text && Date.parse(text));
  return {
    ...state,
    instants,
    cells: cells.map(({ at, ...cell }) => ({ ...cell, at: at && Date.parse(at) })),
    teams: teams.map(({ name, managerId, ...team }) => team),
  };
}

/** Kinds of events that came after the first release of the room. */
const LATER_KINDS = [
  'DraftRolledBack',
  'DraftPickCorrected',
  'DraftPicksSwapped',
  'DraftPicksTraded',
  'DraftSlotsReordered',
];

describe('the fold of a client that is older than the service', () => {
  it('goes on over kinds of events that it does not know, and is right again once it has read the draft anew', async () => {
    const { draft, client } = await played();
    const { draftId, players } = draft;
    const version = async () => (await client.room(draftId)).draft.version;
    await client.board.correctPick(draftId, { pickNumber: 1, playerId: String(players[6]), note: 'Typo' });
    await client.board.undoLast(draftId, { version: await version(), note: 'Too fast' });
    await client.resumeDraft(draftId);
    const { draft: sheet } = await client.room(draftId);
    const told = await client.history(draftId, 0);
    expect(told.filter(({ __typename }) => LATER_KINDS.includes(__typename)).length).toBe(2);

    const unknown = told.map((event) =>
      LATER_KINDS.includes(event.__typename) ? ({ ...event, __typename: 'DraftOfTomorrow' } as never) : event,
    );
    const old = unknown.reduce<LiveState | null>(
      (before, event) => before && foldEvent(before, event),
      emptied(stateOf(sheet)),
    );
    expect(old?.version).toBe(sheet.version);
    expect(Date.parse(old?.deadline ?? '')).toBe(Date.parse(sheet.deadline ?? ''));
    expect(old?.cells[0]?.playerId).toBe(String(players[0]));
    // What the service sends when it lost events, and a room after each reload: the client reads the draft, and has the right board.
    const resync = { __typename: 'DraftResync', version: sheet.version + 1 } as never;
    expect(old && foldEvent(old, resync)).toBeNull();
    expect(stateOf(sheet).cells[0]?.playerId).toBe(String(players[6]));
  });
});

describe('the fold of the client', () => {
  it('comes, after every event, to what the service answers', async () => {
    const { draft, client } = await played();
    for (let pickNumber = 3; ; pickNumber += 1) {
      const { draft: sheet } = await client.room(draft.draftId);
      const events = await client.history(draft.draftId, 0);
      const folded = events.reduce<LiveState | null>(
        (before, event) => before && foldEvent(before, event),
        emptied(stateOf(sheet)),
      );
      expect(folded && shown(folded)).toEqual(shown(stateOf(sheet)));
      if (sheet.state === 'COMPLETED') break;
      await client.makePick(draft.draftId, pickNumber, draft.players[pickNumber] ?? 0);
    }
  });

  it('follows skipped picks, and a bank that is set while the draft runs', async () => {
    const time: Partial<TimeSettings> = { atZero: 'SKIP' };
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, order: { kind: 'LINEAR' }, time });
    const { draftId, teamIds, players, commissioner } = draft;
    const userId = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
    const client = new DraftClient({ url: api.url, token: await tokenFor(userId ?? '') });
    await skipPick(database.pool, draftId, 1, commissioner);
    await changeSettings(
      database.pool,
      draftId,
      (present) => ({
        ...present,
        settings: { ...present.settings, bankSeconds: 60 },
      }),
      commissioner,
    );
    await setAutopilot(database.pool, draftId, teamIds[0] ?? '', true, commissioner);
    await client.makePick(draftId, 2, players[0] ?? 0);
    const { draft: sheet } = await client.room(draftId);
    const now = stateOf(sheet);
    const begun = emptied(now);
    expect(now.cells.some(({ isSkipped }) => isSkipped)).toBe(true);
    expect(begun.cells.some(({ isSkipped }) => isSkipped)).toBe(false);
    expect(begun.teams.some(({ autopilot }) => autopilot)).toBe(false);
    const events = await client.history(draftId, 0);
    const folded = events.reduce<LiveState | null>(
      (before, event) => before && foldEvent(before, event),
      begun,
    );
    expect(folded && shown(folded)).toEqual(shown(now));
  });

  it('has each cell with the team of its slot until the draft opens, however the order changed before', async () => {
    const tradedPicks = [{ round: 1, slot: 1, owner: 2 }];
    const rosterSlots = openRoster(3);
    const draft = await newDraft(database.pool, {
      teams: 3,
      rounds: 2,
      open: false,
      tradedPicks,
      rosterSlots,
    });
    const { draftId, teamIds, commissioner } = draft;
    await reorderSlots(database.pool, draftId, [...teamIds].reverse(), commissioner);
    await openDraft(database.pool, draftId, commissioner);
    const userId = commissioner.kind === 'CLOCK' ? null : commissioner.userId;
    const client = new DraftClient({ url: api.url, token: await tokenFor(userId ?? '') });
    const { draft: sheet } = await client.room(draftId);
    let state: LiveState | null = emptied(stateOf(sheet));
    for (const event of await client.history(draftId, 0)) {
      state = state && foldEvent(state, event);
      if (state?.state !== 'SCHEDULED') continue;
      const { teams, cells } = state;
      expect(cells.filter(({ slot, teamId }) => teams[slot - 1]?.id !== teamId)).toEqual([]);
    }
    expect(state && shown(state)).toEqual(shown(stateOf(sheet)));
    expect(state?.cells.some(({ slot, teamId }) => state?.teams[slot - 1]?.id !== teamId)).toBe(true);
  });

  it('refuses events that are missing, doubled or of a service that lost some', async () => {
    const { draft, client } = await played();
    const { draft: sheet } = await client.room(draft.draftId);
    const [first, second, third] = await client.history(draft.draftId, 0);
    if (!first || !second || !third) throw new Error('The draft has fewer than three events');
    const one = foldEvent(emptied(stateOf(sheet)), first);
    expect(one && foldEvent(one, third)).toBeNull();
    expect(one && foldEvent(one, first)).toBeNull();
    expect(one && foldEvent(one, second)?.version).toBe(2);
    expect(one && foldEvent(one, { ...second, __typename: 'DraftResync' })).toBeNull();
  });

  it('knows the manager of each team, whom the room compares with who looks', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    const client = new DraftClient({ url: api.url, token: await tokenFor(managerId(draft, 2)) });
    const { draft: sheet, me } = await client.room(draft.draftId);
    expect(stateOf(sheet).teams[1]?.managerId).toBe(me?.id);
  });
});
