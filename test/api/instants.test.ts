import { beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../src/api/identity/cookies.ts';
import { readNews } from '../../src/database/events.ts';
import { createInvitation, startSession } from '../../src/database/identity.ts';
import { pauseDraft } from '../../src/database/life_cycle.ts';
import { lastDays, readNumbers } from '../../src/database/numbers.ts';
import { ask, tokenFor } from '../support/api.ts';
import { managerId, newDraft, runTimeOut, setDeadline, type TestDraft } from '../support/drafts.ts';
import { openStream } from '../support/http_events.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();
const FACTS = 'deadline|nextDeadline|clockEndsAt|actsAt|quietUntil|startsAt';
/** An instant in JSON, with how many digits it has behind the second. */
const INSTANT = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d+))?[^"]*)"/g;

let draft: TestDraft;
let token: string;
beforeAll(async () => {
  const { pool } = database;
  draft = await newDraft(pool, { teams: 2, rounds: 3 });
  token = await tokenFor(managerId(draft, 1));
  await pauseDraft(pool, draft.draftId, draft.commissioner);
  // Instants that end in zeros are one in ten: here all of them do, as SQL writes them into JSON.
  await pool.query(
    `update app_public.draft_events set at = date_trunc('second', at) + interval '0.5 s',
       data = regexp_replace(data::text, '("(?:${FACTS})": "[0-9T:-]+)\\.\\d+', '\\1.5', 'g')::jsonb
     where draft_id = $1`,
    [draft.draftId],
  );
  await pool.query(
    `update app_public.drafts set created_at = date_trunc('second', created_at), opened_at = date_trunc('second', opened_at)
     where id = $1`,
    [draft.draftId],
  );
});

/** How all instants in a text are written: their digits behind the second, and what stands behind those. */
function formsIn(text: string): string[] {
  return [
    ...new Set(
      [...text.matchAll(INSTANT)].map(([, whole = '', digits = '']) => `${digits.length}${whole.slice(-6)}`),
    ),
  ];
}

async function textOf(path: string): Promise<string> {
  const answer = await fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect(answer.status).toBe(200);
  return answer.text();
}

describe('an instant', () => {
  it('is written alike in the fields and in the facts of an event, and of the draft', async () => {
    const { data, errors } = await ask(
      api.url,
      `query ($d: UUID!) { databaseTime draft(id: $d) {
        createdAt openedAt settings { startsAt pauseAt }
        events(first: 100) { kind at deadline data ... on DraftOpened { clockEndsAt actsAt } } } }`,
      { d: draft.draftId },
      token,
    );
    expect(errors).toEqual([]);
    const text = JSON.stringify(data);
    expect(formsIn(text)).toEqual(['6+00:00']);
    const { events } = (
      data as { draft: { events: { deadline: string | null; data: { deadline?: string } }[] } }
    ).draft;
    const told = events.filter(({ data: facts }) => facts.deadline !== undefined);
    expect(told.length).toBeGreaterThan(0);
    for (const event of told) expect(event.data.deadline).toBe(event.deadline);
  });

  it('is written so over Server-Sent Events, in files, and for other systems', async () => {
    const stream = await openStream(`${api.url}/drafts/${draft.draftId}/events?after=0`, {
      authorization: `Bearer ${token}`,
    });
    const streamed = await stream.untilCount(2);
    stream.stop();
    for (const text of [JSON.stringify(streamed), await textOf(`/drafts/${draft.draftId}/events.ndjson`)]) {
      expect(formsIn(text)).toEqual(['6+00:00']);
    }
    const news = await readNews(database.pool, [{ draftId: draft.draftId, version: 0 }], 100);
    expect(formsIn(JSON.stringify(news))).toEqual(['6+00:00']);
  });

  it('is written so to whoever looks at an invitation, uses it up, or signs in', async () => {
    const { pool } = database;
    const invited = { teamId: draft.teamIds[0] ?? '', hash: hashOf('secret'), actor: draft.commissioner };
    const { id } = await createInvitation(pool, invited);
    await pool.query(
      `update app_public.invitations set expires_at = date_trunc('second', expires_at) + interval '0.5 s' where id = $1`,
      [id],
    );
    const posted = async (path: string) => {
      const answer = await fetch(api.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ invitation: 'secret' }),
      });
      expect(answer.status).toBe(200);
      return answer.text();
    };
    expect(formsIn(await posted('/invitation'))).toEqual(['6+00:00']);
    expect(formsIn(await posted('/session'))).toEqual(['6+00:00']);
    const signedIn = await startSession(pool, managerId(draft, 1), hashOf('session'));
    expect(formsIn(JSON.stringify(signedIn))).toEqual(['6+00:00']);
  });

  it('is written so in the numbers for a product team, whose minutes have no digits behind the second', async () => {
    const { pool } = database;
    const picking = await newDraft(pool, { teams: 2, rounds: 1 });
    await setDeadline(pool, picking.draftId, -1);
    await runTimeOut(pool, picking.draftId);
    const numbers = await readNumbers(pool, await lastDays(pool, 1), { kind: 'OPERATOR', userId: null });
    expect(numbers.minutes).toMatchObject([{ picks: 1 }]);
    expect(formsIn(JSON.stringify(numbers))).toEqual(['6+00:00']);
  });

  it('is written so in the numbers of a refusal', async () => {
    const change = `mutation ($d: UUID!) { pauseDraft(draftId: $d, at: "2001-01-01T00:00:00Z") { draft { id } } }`;
    const { commissioner } = draft;
    const { errors } = await ask(
      api.url,
      change,
      { d: draft.draftId },
      await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? '')),
    );
    expect(errors.map(({ extensions }) => extensions?.code)).toEqual(['PAUSE_INVALID']);
    expect(formsIn(JSON.stringify(errors[0]?.extensions?.numbers))).toEqual(['6+00:00']);
  });
});
