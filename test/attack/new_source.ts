import type { ConnectionPool } from '../../src/database/connect.ts';
import { createSource } from '../../src/database/inbox.ts';
import type { TestDraft } from '../support/drafts.ts';
import { WEBHOOK_SECRET } from '../support/relay.ts';
import type { AttackTarget } from './attack.ts';

/** A source of messages that the commissioner of a draft's league adds: what an attacker has who runs a league. */
export async function newSource(
  db: ConnectionPool,
  { leagueId, commissioner }: Pick<TestDraft, 'leagueId' | 'commissioner'>,
): Promise<AttackTarget['source']> {
  const source = { leagueId, name: 'Theirs', kinds: ['ranking.updated'], secret: WEBHOOK_SECRET };
  return { id: await createSource(db, source, commissioner), secret: WEBHOOK_SECRET };
}
