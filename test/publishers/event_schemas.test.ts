import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { StreamEvent } from '../../src/database/outbox.ts';
import { eventKinds } from '../../src/draft/event_kinds.ts';
import { leagueEventKinds } from '../../src/draft/league_event_kinds.ts';
import { envelope } from '../../src/publishers/envelope.ts';
import { publishedKind, publishedKinds, schemaOf } from '../../src/publishers/event_schemas.ts';
import { newDraft } from '../support/drafts.ts';
import { pick } from '../support/relay.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Nothing but what the schema says: a field that it lacks is found. */
function checker(stream: 'draft' | 'league', kind: string): z.ZodType {
  const published = publishedKind(stream, kind);
  if (!published) throw new Error(`${kind} is not published`);
  return z.fromJSONSchema({ ...schemaOf(published, ''), additionalProperties: false } as Parameters<
    typeof z.fromJSONSchema
  >[0]);
}

describe('the schemas of events', () => {
  it('are there for every kind of event, and nothing else', () => {
    expect(publishedKinds.map(({ stream, kind }) => `${stream} ${kind}`)).toEqual([
      ...Object.keys(eventKinds).map((kind) => `draft ${kind}`),
      ...Object.keys(leagueEventKinds).map((kind) => `league ${kind}`),
    ]);
  });

  it.each(publishedKinds)('describe every field of $stream $kind', (published) => {
    const { properties } = schemaOf(published, '') as { properties: Record<string, { type?: unknown }> };
    const undescribed = Object.entries(properties).filter(([, { type }]) => type === undefined);
    expect(undescribed).toEqual([]);
  });

  it('of leagues are those that the database allows', async () => {
    const { rows } = await database.pool.query<{ allowed: string }>(
      `select pg_get_constraintdef(oid) as allowed from pg_constraint where conname = 'league_events_are_of_a_known_kind'`,
    );
    const allowed = [...(rows[0]?.allowed ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, kind]) => kind);
    expect(allowed.sort()).toEqual(Object.keys(leagueEventKinds).sort());
  });

  it('fit the events of a draft and of its league, and would refuse others', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
    await pick(database.pool, draft, 1, 4);
    const read = async (streamId: string, isDraft: boolean) => {
      const { rows } = await database.pool.query<{ events: StreamEvent[] }>(
        'select app_private.read_stream($1, $2, 0, 100) as events',
        [streamId, isDraft],
      );
      return rows[0]?.events ?? [];
    };
    const streams = [
      {
        stream: { kind: 'draft', id: draft.draftId, leagueId: draft.leagueId },
        events: await read(draft.draftId, true),
      },
      {
        stream: { kind: 'league', id: draft.leagueId, leagueId: draft.leagueId },
        events: await read(draft.leagueId, false),
      },
    ] as const;
    const seen = new Set<string>();
    for (const { stream, events } of streams) {
      for (const event of events) {
        const { data } = envelope(stream, event, 'https://drafts.example.org');
        const fits = checker(stream.kind, event.kind);
        expect({ kind: event.kind, ...fits.safeParse(data) }).toMatchObject({ success: true });
        expect(fits.safeParse({ ...data, version: 'one' }).success).toBe(false);
        seen.add(event.kind);
      }
    }
    expect([...seen].sort()).toEqual([
      'COMPLETED',
      'CREATED',
      'DRAFT_CREATED',
      'MEMBER_JOINED',
      'OPENED',
      'PICKED',
    ]);
  });
});
