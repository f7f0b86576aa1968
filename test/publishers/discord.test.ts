import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint } from '../../src/database/endpoints.ts';
import { openDraft } from '../../src/orchestrator/open_draft.ts';
import { newDraft } from '../support/drafts.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { pick, withRelay } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
let receiver: Receiver;
beforeAll(async () => {
  database = await createTestDatabase();
  receiver = await startReceiver();
});
afterAll(async () => {
  await receiver.stop();
  await database.drop();
});

describe('a channel of Discord', () => {
  it('is told who took whom and who is on the clock, and a name formats and mentions nobody', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1, open: false });
    await database.pool.query(`update app_public.teams set name = '@everyone **Bees**' where id = $1`, [
      draft.teamIds[1],
    ]);
    const target = `${receiver.url}/api/webhooks/1/token`;
    const kind = 'DISCORD' as const;
    await createEndpoint(
      database.pool,
      { leagueId: draft.leagueId, kind, address: receiver.url, target, secret: null },
      draft.commissioner,
    );
    await openDraft(database.pool, draft.draftId, draft.commissioner);
    await pick(database.pool, draft, 1, 2);
    await withRelay(database, () => receiver.untilReceived(4));
    const messages = receiver.received.map(({ body }) => JSON.parse(body));
    expect(messages.map(({ allowed_mentions: mentions }) => mentions)).toEqual(Array(4).fill({ parse: [] }));
    expect(messages.map(({ content }) => content.replace(/<t:\d+:t>/, 'TIME'))).toEqual([
      'Team 1 are on the clock until TIME.',
      '**Team 1** take **Player 1** (pick 1). \\@everyone \\*\\*Bees\\*\\* are on the clock until TIME.',
      '**\\@everyone \\*\\*Bees\\*\\*** take **Player 2** (pick 2). That was the last pick.',
      'The draft is complete.',
    ]);
  });
});
