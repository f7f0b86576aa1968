import { describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import type { DraftRoomQuery } from '../../client/operations.generated.ts';
import { setAutopilot } from '../../src/database/life_cycle.ts';
import { skipPick } from '../../src/database/picks.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { ask, tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

const DRAFT_AT = `query ($d: UUID!, $v: Int!) { draftAt(draftId: $d, version: $v) {
  version at state currentPick deadline teamIds
  cells { pickNumber round slot teamId playerId source isSkipped isForfeited }
} }`;

type Sheet = NonNullable<DraftRoomQuery['draft']>;

function commissionerOf({ commissioner }: TestDraft): string {
  return commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? '');
}

/** What `draftAt` is to say of a draft that is as this sheet shows it. */
function momentOf(sheet: Sheet) {
  return {
    version: sheet.version,
    state: sheet.state,
    currentPick: sheet.currentPick,
    deadline: sheet.deadline && Date.parse(sheet.deadline),
    teamIds: sheet.slots.nodes.map(({ team }) => team?.id),
    // A board that is not laid out yet is planned, and nothing that happened.
    cells: (sheet.version === 1 ? [] : sheet.board).map(
      ({ player, skippedAt, reason, pickedAt, ...cell }) => ({
        ...cell,
        playerId: player?.id ?? null,
        isSkipped: skippedAt !== null && player === null,
      }),
    ),
  };
}

async function momentAt(draftId: string, version: number) {
  const { data, errors } = await ask(api.url, DRAFT_AT, { d: draftId, v: version });
  expect(errors).toEqual([]);
  const answer = data?.['draftAt'] as { at: string; deadline: string | null } | undefined;
  if (!answer) throw new Error('draftAt answered nothing');
  const { at, deadline, ...moment } = answer;
  expect(Date.parse(at)).not.toBeNaN();
  return { ...moment, deadline: deadline && Date.parse(deadline) };
}

describe('draftAt', () => {
  it('answers, for each event of a draft, the board as it was when that event had just happened', async () => {
    const draft = await newDraft(database.pool, {
      ...{ teams: 2, rounds: 2, open: false, time: { atZero: 'SKIP', bankSeconds: 60 } },
    });
    const { draftId, players, teamIds, commissioner } = draft;
    const client = new DraftClient({ url: api.url, token: await tokenFor(commissionerOf(draft)) });
    const seen: ReturnType<typeof momentOf>[] = [];
    const look = async () => seen.push(momentOf((await client.room(draftId)).draft));
    await look();
    await openDraft(database.pool, draftId, commissioner);
    await look();
    await client.makePick(draftId, 1, players[0] ?? 0);
    await look();
    await client.pauseDraft(draftId);
    await look();
    await client.resumeDraft(draftId);
    await look();
    await skipPick(database.pool, draftId, 2, commissioner);
    await look();
    await setAutopilot(database.pool, draftId, teamIds[0] ?? '', true, commissioner);
    await look();
    await client.makePick(draftId, 2, players[1] ?? 0);
    await look();
    expect(seen.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await Promise.all(seen.map(({ version }) => momentAt(draftId, version)))).toEqual(seen);
    expect(seen.map(({ cells }) => cells.filter(({ isSkipped }) => isSkipped).length)).toContain(1);
  });

  it('says which numbers there are, and shows nobody a draft that they may not watch', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    const { draftId } = draft;
    const at = async (version: number, token?: string, of = draftId) => {
      const { data, errors } = await ask(api.url, DRAFT_AT, { d: of, v: version }, token);
      return errors.length > 0 ? [data?.['draftAt'], errors[0]?.extensions] : data?.['draftAt'];
    };
    expect(await at(3)).toMatchObject([
      null,
      { code: 'INPUT_INVALID', numbers: { argument: 'version', limit: 2, found: 3 } },
    ]);
    const invalid = [null, { code: 'INPUT_INVALID', numbers: { argument: 'version' } }];
    expect([await at(0), await at(-1)]).toMatchObject([invalid, invalid]);
    expect(await at(1, undefined, '00000000-0000-0000-0000-000000000000')).toMatchObject([
      null,
      { code: 'DRAFT_NOT_FOUND' },
    ]);
    await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [draftId]);
    expect(await at(1)).toMatchObject([null, { code: 'DRAFT_NOT_FOUND' }]);
    expect(await at(1, await tokenFor(commissionerOf(draft)))).toMatchObject({
      version: 1,
      state: 'SCHEDULED',
    });
  });
});
