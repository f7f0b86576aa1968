import { expect } from 'vitest';
import type { ConnectionPool } from '../../src/database/connect.ts';
import { asTold } from '../../src/database/events.ts';
import type { DraftEvent } from '../../src/draft/events.ts';
import { foldEvents } from '../../src/history/fold_events.ts';
import { board, draftRow, seats } from './drafts.ts';

/** The events of a draft, in order, as everybody gets them. */
export async function events(db: ConnectionPool, draftId: string): Promise<DraftEvent[]> {
  const { rows } = await db.query<DraftEvent>(
    `select version, to_jsonb(at) #>> '{}' as at, kind, data
       from app_public.draft_events where draft_id = $1 order by version`,
    [draftId],
  );
  return rows.map(asTold);
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
    deadline: instant(folded.deadline),
    clockEndsAt: instant(folded.clockEndsAt),
    actsAt: instant(folded.actsAt),
    overtimeSince: instant(folded.overtimeSince),
    remaining: folded.remainingSeconds,
  }).toEqual({
    state: row.state,
    version: row.version,
    currentPick: row.currentPick,
    deadline: row.deadline,
    clockEndsAt: row.clockEndsAt,
    actsAt: row.nextDeadline,
    overtimeSince: row.overtimeSince,
    remaining: row.remainingSeconds,
  });
  const known = (await seats(db, draftId)).filter(({ hasTimeRules }) => hasTimeRules);
  const told = new Map(folded.teams.map((team) => [team.id, team]));
  expect(known.map(({ teamId }) => [told.get(teamId)?.bankSeconds, told.get(teamId)?.misses])).toEqual(
    known.map(({ bankSeconds, misses }) => [bankSeconds, misses]),
  );
  expect(folded.teams.map(({ id, autopilot }) => [id, autopilot])).toEqual(
    (await seats(db, draftId)).map(({ teamId, autopilot }) => [teamId, autopilot]),
  );
  expect(
    folded.cells.map(({ pickNumber, round, slot, teamId, playerId, source, isSkipped, isForfeited }) => ({
      pickNumber,
      round,
      slot,
      teamId,
      playerId: playerId === null ? null : Number(playerId),
      source,
      isSkipped,
      isForfeited,
    })),
  ).toEqual(
    cells.map(({ pickNumber, round, slot, teamId, playerId, source, skippedAt, isForfeited }) => ({
      pickNumber,
      round,
      slot,
      teamId,
      playerId,
      source,
      isSkipped: skippedAt !== null && playerId === null,
      isForfeited,
    })),
  );
}

function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
