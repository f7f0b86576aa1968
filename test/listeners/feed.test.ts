import { expect, it } from 'vitest';
import { createSource } from '../../src/database/inbox.ts';
import { draftRow, newDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { WEBHOOK_SECRET, withRelay } from '../support/relay.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();

it('examples/feed.ts sends a message that is taken and handled, and says so where it is refused', async () => {
  const { draftId, leagueId, commissioner } = await newDraft(database.pool);
  const kinds = ['draft.pause_requested'];
  const source = { leagueId, name: 'Theirs', kinds, secret: WEBHOOK_SECRET };
  const id = await createSource(database.pool, source, commissioner);
  const feed = async (secret: string) => {
    const args = ['examples/feed.ts', 'draft.pause_requested', leagueId, JSON.stringify({ draftId })];
    const program = startProgram(args, { URL: `${api.url}/incoming/${id}`, SOURCE_SECRET: secret });
    return { code: await program.ended(), said: program.said() };
  };
  const other = `whsec_${Buffer.from('another secret of twenty-four bytes').toString('base64')}`;
  expect(await feed(other)).toEqual({ code: 1, said: expect.stringContaining('was not taken (HTTP 401)') });
  expect(await feed(WEBHOOK_SECRET)).toEqual({
    code: 0,
    said: expect.stringContaining('was taken (HTTP 202)'),
  });
  await withRelay(database, () =>
    until(async () => ((await draftRow(database.pool, draftId)).state === 'PAUSED' ? true : undefined)),
  );
});
