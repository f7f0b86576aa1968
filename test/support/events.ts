import { expect } from 'vitest';
import type { ConnectionPool } from '../../src/database/connect.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { foldEvents } from '../../src/draft/fold.ts';
import { board, draftRow } from './drafts.ts';

/** The events of a draft, in order. */
export async function events(db: ConnectionPool, draftId: string): Promise<DraftEvent[]> {
  const { rows } = await db.query<DraftEvent>(
    `select version, to_jsonb(at) #>> '{}' as at, kind, data
       from app_public.draft_events where draft_id = $1 order by version`,
    [draftId],
  );
  return rows;
}

/** The kinds of a draft's events, in order. */
export async function eventKinds(db: ConnectionPool, draftId: string): Promise<string[]> {
  return (await events(db, draftId)).map((event) => event.kind);
}

/** Folds the events of a draft and compares the outcome with the tables, cell by cell. Throws on a gap. */
export async function expectFoldToMatch(db: ConnectionPool, draftId: string): Promise<void> {
  const folded = foldEvents(await events(db, draftId));
  const row = await draftRow(db, draftId);
  const cells = await board(db, draftId);
  expect({
    state: folded.state,
    version: folded.version,
    currentPick: folded.currentPick,
    deadline: folded.deadline === null ? null : new Date(folded.deadline),
    remaining: folded.remainingSeconds,
  }).toEqual({
    state: row.state,
    version: row.version,
    currentPick: row.currentPick,
    deadline: row.nextDeadline,
    remaining: row.remainingSeconds,
  });
  expect(
    folded.cells.map(({ pickNumber, round, slot, teamId, playerId, source }) => ({
      pickNumber,
      round,
      slot,
      teamId,
      playerId,
      source,
    })),
  ).toEqual(
    cells.map(({ pickNumber, round, slot, teamId, playerId, source }) => ({
      pickNumber,
      round,
      slot,
      teamId,
      playerId,
      source,
    })),
  );
}
