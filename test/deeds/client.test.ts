import { describe, expect, it } from 'vitest';
import { DraftClient } from '../../client/draft_client.ts';
import { LiveDraft } from '../../client/live_draft.ts';
import { stateOf } from '../../client/live_state.ts';
import { tokenFor } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { managerOf, pickBy } from '../support/time.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();

/** Instants are told with or without zeros at their end. */
const plain = (state: unknown) => JSON.parse(JSON.stringify(state).replace(/(\.\d*?)0+([+Z])/g, '$1$2'));

describe('a program of the commissioner', () => {
  it('mends a board, also one that is completed, and a room that follows it shows what the service reads', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, time: { bankSeconds: 60 } });
    const { draftId, commissioner, players } = draft;
    const userId = commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? '');
    const client = new DraftClient({ url: api.url, token: await tokenFor(userId) });
    const room = new LiveDraft(client, draftId);
    room.start();
    try {
      await until(() => Promise.resolve(room.view().isLive || undefined));
      const version = () => room.view().state?.version ?? 0;
      const seen = async (what: string) => {
        const { draft: sheet } = await client.room(draftId);
        await until(() => Promise.resolve(version() === sheet.version || undefined));
        expect(plain(room.view().state), what).toEqual(plain(stateOf(sheet)));
      };
      await pickBy(database.pool, draft, managerOf(draft, 1), 1, 1);
      await client.board.forcePick(draftId, { pickNumber: 2, note: 'No answer' });
      await seen('forced');
      expect(room.view().state?.state).toBe('COMPLETED');
      await client.board.correctPick(draftId, { pickNumber: 1, playerId: String(players[6]), note: 'Typo' });
      await seen('corrected');
      await client.board.swapPicks(draftId, { pickNumber: 1, otherPickNumber: 2, version: version() });
      await seen('swapped');
      const preview = await client.board.rollBackPreview(draftId);
      expect(preview).toMatchObject({ version: version(), toPick: 2, undone: [{ pickNumber: 2 }] });
      await client.board.undoLast(draftId, { version: preview.version, note: 'Once more' });
      await seen('undone');
      expect(room.view().state).toMatchObject({ state: 'PAUSED', currentPick: 2, pauseCause: 'ROLLED_BACK' });
      expect(room.view().events.at(-1)).toMatchObject({
        ...{ __typename: 'DraftRolledBack', note: 'Once more', toPick: 2 },
        undone: [{ pickNumber: 2, wasSkipped: false }],
      });
      await client.board.rollBack(draftId, { toPick: 1, version: version() });
      const trades = draft.teamIds.map((toTeamId, index) => ({ pickNumber: 2 - index, toTeamId }));
      await client.board.tradePicks(draftId, { trades, note: 'Agreed' });
      await seen('traded');
      await client.resumeDraft(draftId, 'On we go');
      await seen('resumed');
      expect(room.view().events.at(-1)).toMatchObject({ __typename: 'DraftResumed', note: 'On we go' });
    } finally {
      room.stop();
    }
  });
});
