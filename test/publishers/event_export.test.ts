import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/database/actor.ts';
import { createUser } from '../../src/database/leagues.ts';
import { exportEvents, readCursor } from '../../src/publishers/event_export.ts';
import { tokenFor } from '../support/api.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { startProgram } from '../support/processes.ts';
import { eventLog, pick } from '../support/relay.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
const OPERATOR: Actor = { kind: 'OPERATOR', userId: null };

interface Line {
  readonly id: string;
  readonly type: string;
  readonly cursor: string;
  readonly data: Readonly<Record<string, unknown>>;
}

function linesOf(text: string): Line[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
}

async function overHttp(after?: string, isOperator = true) {
  const token = await tokenFor(await createUser(database.pool, 'Somebody'), { isOperator });
  const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
  const answer = await fetch(`${api.url}/events.ndjson${query}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** What the command writes, and its exit code. */
async function byCommand(...args: string[]): Promise<{ code: unknown; said: string }> {
  const program = startProgram(['src/main.ts', 'export-events', ...args], { DATABASE_URL: database.url });
  return { code: await program.ended(), said: program.said() };
}

const byStream = (lines: readonly Line[]) =>
  Map.groupBy(
    lines.map(({ id }) => id),
    (id) => id.split(':')[0] ?? '',
  );
const codeIn = (text: string) => JSON.parse(text).errors[0].extensions.code;

describe('the export of all events', () => {
  it('has each event of every draft and league once and in order, over HTTP as by the command', async () => {
    const drafts = [
      await newDraft(database.pool, { teams: 2, rounds: 3 }),
      await newDraft(database.pool, { teams: 2, rounds: 3, open: false }),
    ];
    if (drafts[0]) await pick(database.pool, drafts[0], 1, 6);
    const { status, headers, text } = await overHttp();
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    const lines = linesOf(text);
    expect(byStream(lines)).toEqual(await eventLog(database.pool));
    expect(lines.find(({ type }) => type === 'draft-orchestrator.draft.picked')).toMatchObject({
      specversion: '1.0',
      cursor: expect.stringMatching(/^\d+-\d+$/),
      data: { draftId: drafts[0]?.draftId, playerId: drafts[0]?.players[0] },
    });
    const { code, said } = await byCommand();
    expect(code).toBe(0);
    expect(linesOf(said).map(({ id, cursor }) => [id, cursor])).toEqual(
      lines.map(({ id, cursor }) => [id, cursor]),
    );
  });

  it('goes on behind any of its lines, with what came since', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 4 });
    await pick(database.pool, draft, 1, 2);
    const before = linesOf((await overHttp()).text);
    await pick(database.pool, draft, 3, 5);
    for (const [index, { cursor }] of before.entries()) {
      if (index % 3 !== 0 && index !== before.length - 1) continue;
      const rest = linesOf((await overHttp(cursor)).text);
      const ids = [...before.slice(0, index + 1), ...rest].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(byStream([...before.slice(0, index + 1), ...rest])).toEqual(await eventLog(database.pool));
    }
  });

  it('misses nothing that commits late, whatever its time', async () => {
    const [slow, quick] = [await newDraft(database.pool), await newDraft(database.pool)];
    const client = await database.pool.connect();
    await client.query('begin');
    await client.query(
      `with more as (insert into app_public.draft_events (draft_id, version, at, kind, data)
         values ($1, 3, clock_timestamp(), 'MANAGER_CHANGED', '{}'))
       update app_public.drafts set version = 3 where id = $1`,
      [slow.draftId],
    );
    await pick(database.pool, quick, 1, 1);
    const cursor = linesOf((await overHttp()).text).at(-1)?.cursor ?? '';
    await client.query('commit');
    client.release();
    expect(linesOf((await overHttp(cursor)).text).map(({ id }) => id)).toEqual([`${slow.draftId}:3`]);
  });

  it('leaves out previews, and drafts that were deleted, and goes on behind them', async () => {
    const drafts = [
      await newDraft(database.pool),
      await newDraft(database.pool),
      await newDraft(database.pool),
    ];
    const [gone, kept, preview] = drafts as [TestDraft, TestDraft, TestDraft];
    await database.pool.query('update app_public.drafts set is_preview = true where id = $1', [
      preview.draftId,
    ]);
    await overHttp();
    await database.pool.query('delete from app_public.drafts where id = $1', [gone.draftId]);
    const streams = byStream(linesOf((await overHttp()).text));
    expect(streams.get(gone.draftId)).toBeUndefined();
    expect(streams.get(kept.draftId)).toHaveLength(2);
    expect(streams.get(preview.draftId)).toBeUndefined();
    await database.pool.query('update app_public.drafts set is_preview = false where id = $1', [
      preview.draftId,
    ]);
  });

  it('is whole where two read at the same time, and where a draft has more events than a page', async () => {
    const { draftId } = await newDraft(database.pool);
    await database.pool.query(
      `with more as (
         insert into app_public.draft_events (draft_id, version, at, kind, data)
         select $1, 2 + n, clock_timestamp(), 'MANAGER_CHANGED', '{}' from generate_series(1, 2500) n
       ) update app_public.drafts set version = 2502 where id = $1`,
      [draftId],
    );
    const read = async () => {
      const pieces: string[] = [];
      for await (const piece of exportEvents(database.pool, {
        actor: OPERATOR,
        after: null,
        publicUrl: undefined,
      }))
        pieces.push(piece);
      // Constant memory: no piece is larger than a page.
      expect(Math.max(...pieces.map((piece) => linesOf(piece).length))).toBeLessThanOrEqual(1_000);
      return linesOf(pieces.join(''));
    };
    const [one, other] = await Promise.all([read(), read()]);
    expect(byStream(one)).toEqual(await eventLog(database.pool));
    expect(other).toEqual(one);
  });
});

describe('the export of all events is refused', () => {
  it('to who is no operator, before anything is sent', async () => {
    const refused = await overHttp(undefined, false);
    expect([refused.status, codeIn(refused.text)]).toEqual([403, 'NOT_OPERATOR']);
    const visitor = await fetch(`${api.url}/events.ndjson`);
    expect([visitor.status, codeIn(await visitor.text())]).toEqual([401, 'NOT_SIGNED_IN']);
  });

  it('behind what is no cursor, and behind a place that there is not', async () => {
    const wrong = await overHttp(randomUUID());
    expect([wrong.status, codeIn(wrong.text)]).toEqual([400, 'INPUT_INVALID']);
    for (const never of ['999999999-1', '1-999999', '1-0', '0-5']) {
      const unknown = await overHttp(never);
      expect([never, unknown.status, codeIn(unknown.text)]).toEqual([never, 400, 'CURSOR_UNKNOWN']);
    }
    expect(await byCommand('--after', '12')).toEqual({
      code: 2,
      said: expect.stringMatching(/such as 1204-17/),
    });
    expect(await byCommand('--after', '999999999-1')).toEqual({
      code: 1,
      said: expect.stringMatching(/no such place/),
    });
    expect(readCursor('1204-17')).toEqual({ place: '1204', version: 17 });
  });
});
