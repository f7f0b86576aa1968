import { describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import { TIME_PRESETS } from '../../src/draft/time_presets.ts';
import { ask, tokenFor } from '../support/api.ts';
import { draftRow, newDraft, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const ROOM = `query ($d: UUID!) { draft(id: $d) {
  state version currentPick nextDeadline deadline clockEndsAt overtimeSince quietUntil nextPauseAt
  onTheClock { deadline clockEndsAt overtimeSince }
  slots { nodes { bankSeconds misses autopilot } }
  skipped { pickNumber skippedAt }
  settings { secondsPerPick bankSeconds graceSeconds atZero resume autopilotAfterMisses pauseBeforePicks pauseAt
             quietHours { zone picks windows { weekdays from to } } }
  events(after: 1, first: 100) { __typename kind deadline
    ... on DraftSkipped { pickNumber cause nextPickNumber clockEndsAt actsAt bankSeconds misses }
    ... on DraftTimeAdded { seconds clockEndsAt secondsLeft bankSeconds }
    ... on DraftClockReset { clockEndsAt actsAt }
    ... on DraftSettingsChanged { changed bankSecondsAdded }
    ... on DraftClockRanOut { pickNumber misses bankSeconds } }
} }`;

interface Room {
  readonly draft: Readonly<Record<string, unknown>> & {
    readonly nextDeadline: string;
    readonly deadline: string;
    readonly clockEndsAt: string;
    readonly events: readonly Readonly<Record<string, unknown>>[];
  };
}

async function tokenOfCommissioner({ commissioner }: TestDraft): Promise<string> {
  return tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
}

async function room(draft: TestDraft): Promise<Room['draft']> {
  const { data, errors } = await ask(api.url, ROOM, { d: draft.draftId }, await tokenOfCommissioner(draft));
  expect(errors).toEqual([]);
  return data?.['draft'] as Room['draft'];
}

const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1_000;

describe('the rules of time through the API', () => {
  it('are shown: instants, banks, misses, skipped cells, and the settings as they were given', async () => {
    const draft = await newDraft(database.pool, {
      teams: 2,
      rounds: 2,
      order: { kind: 'LINEAR' },
      time: {
        ...{ bankSeconds: 120, graceSeconds: 2, atZero: 'SKIP', pauseBeforePicks: [4] },
        quietHours: {
          zone: 'UTC',
          picks: 'ALLOWED',
          windows: [{ weekdays: ['MONDAY'], from: '03:00', to: '03:01' }],
        },
      },
    });
    await setDeadline(database.pool, draft.draftId, -0.001);
    await runTimeOut(database.pool, draft.draftId);
    const told = await room(draft);
    expect(seconds(told.clockEndsAt, told.deadline)).toBeGreaterThanOrEqual(120);
    expect(seconds(told.deadline, told.nextDeadline)).toBe(2);
    expect(told).toMatchObject({
      ...{ state: 'IN_PROGRESS', currentPick: 2, overtimeSince: null },
      onTheClock: { deadline: told.deadline, clockEndsAt: told.clockEndsAt, overtimeSince: null },
      skipped: [{ pickNumber: 1 }],
      slots: {
        nodes: [
          { bankSeconds: 0, misses: 1 },
          { bankSeconds: 120, misses: 0 },
        ],
      },
      settings: {
        ...{
          bankSeconds: 120,
          graceSeconds: 2,
          atZero: 'SKIP',
          resume: 'CONTINUE',
          autopilotAfterMisses: null,
        },
        pauseBeforePicks: [4],
        quietHours: {
          zone: 'UTC',
          picks: 'ALLOWED',
          windows: [{ weekdays: ['MONDAY'], from: '03:00', to: '03:01' }],
        },
      },
    });
    const skipped = told.events.at(-1) ?? {};
    expect(skipped).toMatchObject({
      ...{ __typename: 'DraftSkipped', kind: 'SKIPPED', pickNumber: 1, cause: 'CLOCK', nextPickNumber: 2 },
      ...{ bankSeconds: 0, misses: 1 },
    });
    // An event writes an instant without zeros at its end.
    const instants = ['deadline', 'clockEndsAt', 'actsAt'].map((name) => Date.parse(String(skipped[name])));
    expect(instants).toEqual(
      [told.deadline, told.clockEndsAt, told.nextDeadline].map((text) => Date.parse(text)),
    );
  });

  it('tell which cells were skipped, with names, and the first ones alone where that is asked', async () => {
    const time = { atZero: 'SKIP' } as const;
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, order: { kind: 'LINEAR' }, time });
    for (let clock = 1; clock <= 2; clock += 1) {
      await setDeadline(database.pool, draft.draftId, -0.001);
      await runTimeOut(database.pool, draft.draftId);
    }
    const cell = 'id pickNumber round slot team { id name } player { id name }';
    const { data, errors } = await ask(
      api.url,
      `query ($d: UUID!) { draft(id: $d) { skipped { ${cell} } one: skipped(first: 1) { ${cell} } } }`,
      { d: draft.draftId },
    );
    expect(errors).toEqual([]);
    const [first, second] = [1, 2].map((n) => ({ pickNumber: n, team: { name: `Team ${n}` }, player: null }));
    expect(data).toMatchObject({ draft: { skipped: [first, second], one: [first] } });
  });

  it('of a plain draft are one instant, which has every name', async () => {
    const draft = await newDraft(database.pool);
    const told = await room(draft);
    expect([told.clockEndsAt, told.deadline]).toEqual([told.nextDeadline, told.nextDeadline]);
    expect(told).toMatchObject({ quietUntil: null, skipped: [], overtimeSince: null, nextPauseAt: null });
  });

  it('are changed by a commissioner with the client: settings, time, clocks, skips', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 3, order: { kind: 'LINEAR' } });
    const client = new DraftClient({ url: api.url, token: await tokenOfCommissioner(draft) });
    await client.changeSettings(draft.draftId, { bankSeconds: 30, atZero: 'WAIT' });
    await client.resetClock(draft.draftId);
    const { version } = await client.sheet(draft.draftId);
    await client.addTime(draft.draftId, 15, version);
    await expect(client.addTime(draft.draftId, 15, version)).rejects.toMatchObject({ code: 'STALE_VERSION' });
    await client.skipPick(draft.draftId, 1);
    await setDeadline(database.pool, draft.draftId, -0.001);
    await runTimeOut(database.pool, draft.draftId);
    const told = await room(draft);
    expect(told.events.map(({ __typename }) => __typename)).toEqual([
      ...[
        'DraftOpened',
        'DraftSettingsChanged',
        'DraftClockReset',
        'DraftTimeAdded',
        'DraftSkipped',
        'DraftClockRanOut',
      ],
    ]);
    expect(told.events[1]).toMatchObject({ changed: ['atZero', 'bankSeconds'], bankSecondsAdded: 30 });
    expect(told).toMatchObject({ deadline: null, nextDeadline: null, onTheClock: { deadline: null } });
    expect(told['overtimeSince']).not.toBeNull();
    await expect(client.changeSettings(draft.draftId, { graceSeconds: 2 })).rejects.toMatchObject({
      code: 'SETTINGS_CONTRADICT',
    });
  });

  it('plan a pause with pauseDraft', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const pause = `mutation ($d: UUID!) { pauseDraft(draftId: $d, at: "2100-01-01T00:00:00Z", beforePick: 3) { draft { state } } }`;
    const token = await tokenOfCommissioner(draft);
    const refused = await ask(api.url, pause, { d: draft.draftId }, token);
    expect(refused.errors?.map((error) => error.extensions?.['code'])).toEqual(['PAUSE_INVALID']);
    const planned = await ask(
      api.url,
      'mutation ($d: UUID!) { pauseDraft(draftId: $d, beforePick: 3) { draft { state settings { pauseBeforePicks } } } }',
      { d: draft.draftId },
      token,
    );
    expect(planned.data).toEqual({
      pauseDraft: { draft: { state: 'IN_PROGRESS', settings: { pauseBeforePicks: [3] } } },
    });
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ state: 'IN_PROGRESS' });
  });

  it('have presets, which are taken as they are answered', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const token = await tokenOfCommissioner(draft);
    const { data } = await ask(api.url, '{ timePresets { name description settings } }', {}, token);
    const { timePresets } = data as { timePresets: { name: string; settings: Record<string, unknown> }[] };
    expect(timePresets.map(({ name }) => name)).toEqual(TIME_PRESETS.map(({ name }) => name));
    for (const { settings } of timePresets) {
      const changed = await ask(
        api.url,
        'mutation ($d: UUID!, $s: DraftSettingsChangeInput!) { changeDraftSettings(draftId: $d, settings: $s) { draft { id } } }',
        { d: draft.draftId, s: settings },
        token,
      );
      expect(changed.errors).toEqual([]);
    }
  });
});

describe('a pause that is planned', () => {
  it('takes no note: the event of the plan could not carry it to the pause', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    const query = `mutation ($d: UUID!, $b: Int) { pauseDraft(draftId: $d, beforePick: $b, note: "Dinner") { draft { state } } }`;
    const token = await tokenOfCommissioner(draft);
    const planned = await ask(api.url, query, { d: draft.draftId, b: 3 }, token);
    expect(
      planned.errors.map(({ extensions }) => [extensions?.code, extensions?.numbers?.['argument']]),
    ).toEqual([['INPUT_INVALID', 'note']]);
    const now = await ask(api.url, query, { d: draft.draftId, b: null }, token);
    expect([now.errors, now.data]).toEqual([[], { pauseDraft: { draft: { state: 'PAUSED' } } }]);
  });
});
