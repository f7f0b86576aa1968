import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSource, nextMessage, receiveMessage } from '../../src/database/inbox.ts';
import { handleMessages } from '../../src/listeners/handle_messages.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { WEBHOOK_SECRET } from '../support/relay.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const KINDS = ['draft.pause_requested', 'player.status_changed', 'pool.refreshed', 'ranking.updated'];
const NEVER = new AbortController().signal;
const BEYOND = Number.MAX_SAFE_INTEGER;

let database: TestDatabase;
let draft: TestDraft;
let source: string;
beforeAll(async () => {
  database = await createTestDatabase();
  draft = await newDraft(database.pool);
  source = await newSource(draft);
});
afterAll(() => database.drop());

function newSource({ leagueId, commissioner }: TestDraft): Promise<string> {
  const given = { leagueId, name: 'Theirs', kinds: KINDS, secret: WEBHOOK_SECRET };
  return createSource(database.pool, given, commissioner);
}

async function tell(from: string, body: object): Promise<string> {
  const messageId = randomUUID();
  await receiveMessage(database.pool, from, messageId, { version: 1, ...body });
  return messageId;
}

async function became(messageId: string): Promise<{ state: string; reason: string | null }> {
  const { rows } = await database.pool.query(
    'select state, reason from app_public.inbox where message_id = $1',
    [messageId],
  );
  return rows[0];
}

const handle = (leagueId: string | null) => handleMessages(database.pool, leagueId, silentLog, NEVER);
const pauses = ({ leagueId, draftId }: TestDraft) => ({
  kind: 'draft.pause_requested',
  leagueId,
  data: { draftId },
});

describe('a message that takes long', () => {
  it('of the source of a league holds up no other league, whichever it names, and none that are about none', async () => {
    const other = await newDraft(database.pool);
    const theirs = await newSource(other);
    const data = { poolId: draft.poolId, playerId: draft.players[0], status: 'OUT' };
    await tell(theirs, { kind: 'player.status_changed', leagueId: draft.leagueId, data });
    await tell(theirs, { kind: 'player.status_changed', data });
    expect(await nextMessage(database.pool, null)).toBeNull();
    const own = await tell(source, pauses(draft));
    await handle(draft.leagueId);
    expect(await became(own)).toMatchObject({ state: 'DONE' });
    expect(await nextMessage(database.pool, other.leagueId)).not.toBeNull();
    expect(await nextMessage(database.pool, other.leagueId)).toBeNull();
  });
});

describe('a message that can never be done', () => {
  const aside = async (body: object) => {
    const first = await tell(source, body);
    const behind = await tell(source, { kind: 'of another', data: {} });
    await handle(draft.leagueId);
    expect(await became(behind)).toMatchObject({ state: 'SET_ASIDE' });
    return became(first);
  };

  it.each([
    ['player.status_changed', () => ({ playerId: BEYOND, status: 'OUT' })],
    ['player.status_changed', () => ({ playerId: -BEYOND, status: 'OUT' })],
    ['pool.refreshed', () => ({ players: [{ playerId: 2 ** 31, adp: 1 }] })],
    ['ranking.updated', () => ({ playerIds: [BEYOND] })],
  ])(
    '%s about a player beyond all numbers is set aside, and those behind it are done',
    async (kind, about) => {
      expect(await aside({ kind, data: { poolId: draft.poolId, ...about() } })).toMatchObject({
        state: 'SET_ASIDE',
        reason: expect.stringMatching(/another shape: .*(playerId|playerIds)/),
      });
    },
  );

  it('is set aside where no shape foresaw that the database would not store it', async () => {
    await database.pool.query(
      'alter table app_public.rankings add constraint for_the_test check (false) not valid',
    );
    const data = { poolId: draft.poolId, playerIds: draft.players.slice(0, 2) };
    try {
      expect(await aside({ kind: 'ranking.updated', data })).toEqual({
        state: 'SET_ASIDE',
        reason: 'It has a value that cannot be stored.',
      });
    } finally {
      await database.pool.query('alter table app_public.rankings drop constraint for_the_test');
    }
  });
});
