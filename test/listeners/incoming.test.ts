import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, it } from 'vitest';
import { createUser } from '../../src/database/leagues.ts';
import { ask, codeOf, fieldOf, tokenFor } from '../support/api.ts';
import { draftRow, newDraft, type TestDraft } from '../support/drafts.ts';
import { withRelay } from '../support/relay.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();
const KINDS = ['draft.pause_requested', 'draft.start_requested', 'team.manager_changed'];
let draft: TestDraft;
let token: string;
let source: { id: string; secret: string };
beforeAll(async () => {
  draft = await newDraft(database.pool);
  token = await tokenFor(draft.commissioner.kind === 'USER' ? (draft.commissioner.userId ?? '') : '');
  source = await newSource(draft, token);
});

async function newSource({ leagueId }: TestDraft, who: string, kinds = KINDS) {
  const made = await ask(
    api.url,
    'mutation ($l: UUID, $k: [String!]!) { createSource(leagueId: $l, name: "Theirs", kinds: $k) { secret source { id } } }',
    { l: leagueId, k: kinds },
    who,
  );
  const { secret, source: row } = fieldOf<{ secret: string; source: { id: string } }>(
    made.data,
    'createSource',
  );
  return { id: row.id, secret };
}

/** The database's time, in seconds. */
async function databaseSeconds(): Promise<number> {
  const { rows } = await database.pool.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 as at',
  );
  return rows[0]?.at ?? 0;
}

interface Sending {
  from?: { id: string; secret: string };
  id?: string;
  lateBy?: number;
  change?: (body: string) => string;
}

async function send(
  message: unknown,
  { from = source, id = `message-${randomUUID()}`, lateBy = 0, change = (body) => body }: Sending = {},
) {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const at = new Date(Math.floor((await databaseSeconds()) - lateBy) * 1_000);
  const answer = await fetch(`${api.url}/incoming/${from.id}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(at.getTime() / 1_000),
      'webhook-signature': new Webhook(from.secret).sign(id, at, body),
    },
    body: change(body),
  });
  const text = (await answer.json()) as { errors?: { extensions: { code: string } }[]; repeated?: boolean };
  return { status: answer.status, id, code: text.errors?.[0]?.extensions.code, repeated: text.repeated };
}

/** Waits until a message is handled; answers its state and reason. */
function handled(messageId: string): Promise<{ state: string; reason: string | null }> {
  return until(async () => {
    const { rows } = await database.pool.query(
      `select state, reason from app_public.inbox where message_id = $1 and state <> 'WAITING'`,
      [messageId],
    );
    return rows[0];
  });
}

const pause = ({ draftId, leagueId }: TestDraft) => ({
  kind: 'draft.pause_requested',
  version: 1,
  leagueId,
  data: { draftId },
});

describe('a message', () => {
  it('that asks for a pause pauses the draft, once however often it is sent', async () => {
    const own = await newDraft(database.pool);
    const who = await tokenFor(own.commissioner.kind === 'USER' ? (own.commissioner.userId ?? '') : '');
    const from = await newSource(own, who);
    const first = await send(pause(own), { from });
    expect(first).toMatchObject({ status: 202, repeated: false });
    expect(await send(pause(own), { from, id: first.id })).toMatchObject({ status: 200, repeated: true });
    await withRelay(database, () => handled(first.id));
    const { state, version } = await draftRow(database.pool, own.draftId);
    expect({ state, version }).toEqual({ state: 'PAUSED', version: 3 });
  });

  it('has an id of at most 200 characters: a longer one is refused, and never taken for another', async () => {
    const unknown = { kind: 'draft.unknown', version: 1, data: {} };
    const longest = randomUUID().padEnd(200, 'x');
    expect(await send(unknown, { id: longest })).toMatchObject({ status: 202, repeated: false });
    for (const id of [`${longest}a`, `${longest}b`, `${randomUUID()}${'x'.repeat(2_000)}`]) {
      expect(await send(unknown, { id })).toMatchObject({ status: 400, code: 'REQUEST_INVALID' });
    }
    expect(await send(unknown, { id: longest })).toMatchObject({ status: 200, repeated: true });
    const { rows } = await database.pool.query('select from app_public.inbox where message_id like $1', [
      `${longest}%`,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('that a player is out is done for a source of an operator, and of no league', async () => {
    const [first = 0] = draft.players;
    const about = {
      kind: 'player.status_changed',
      version: 1,
      data: { poolId: draft.poolId, playerId: first },
    };
    const operator = await tokenFor(await createUser(database.pool, 'Operator'), { isOperator: true });
    const kinds = ['player.status_changed'];
    const known = async () =>
      (
        await database.pool.query(
          'select status, note from app_public.player_statuses where player_id = $1',
          [first],
        )
      ).rows;
    const theirs = await newSource(draft, token, kinds);
    const all = await newSource({ ...draft, leagueId: null as never }, operator, kinds);
    const out = { ...about, data: { ...about.data, status: 'OUT', note: 'ankle' } };
    await withRelay(database, async () => {
      const refused = await send(out, { from: theirs });
      expect(await handled(refused.id)).toMatchObject({
        ...{ state: 'SET_ASIDE', reason: expect.stringMatching(/^NOT_YOUR_POOL/) },
      });
      const done = await send(out, { from: all });
      expect(await handled(done.id)).toMatchObject({ state: 'DONE' });
      expect(await known()).toEqual([{ status: 'OUT', note: 'ankle' }]);
      const odd = await send({ ...out, data: { ...out.data, note: 'two\nlines' } }, { from: all });
      expect(await handled(odd.id)).toMatchObject({
        ...{ state: 'SET_ASIDE', reason: expect.stringContaining('one line') },
      });
    });
  });

  it('that names its league, its draft and its source in capitals is done', async () => {
    const own = await newDraft(database.pool, { open: false });
    const from = await newSource(
      own,
      await tokenFor(own.commissioner.kind === 'USER' ? (own.commissioner.userId ?? '') : ''),
    );
    const message = {
      ...{ kind: 'draft.start_requested', version: 1, leagueId: own.leagueId.toUpperCase() },
      data: { draftId: own.draftId.toUpperCase() },
    };
    const { id } = await send(message, { from: { ...from, id: from.id.toUpperCase() } });
    expect(await withRelay(database, () => handled(id))).toMatchObject({ state: 'DONE' });
  });

  it('that a team has another manager, or none, is done in the order in which the messages were taken, also where older ones come late', async () => {
    const { rows: people } = await database.pool.query<{ id: string }>(
      `insert into app_public.users (name) values ('A'), ('B') returning id`,
    );
    const about = (managerId: string | null) => ({
      kind: 'team.manager_changed',
      version: 1,
      leagueId: draft.leagueId,
      data: { teamId: draft.teamIds[1], managerId },
    });
    const messages: Awaited<ReturnType<typeof send>>[] = [];
    for (const [late, person] of [people[0]?.id ?? '', null, people[1]?.id ?? ''].entries())
      messages.push(await send(about(person), { lateBy: late * 60 }));
    await withRelay(database, async () => {
      await handled(messages[2]?.id ?? '');
      // Their job ends well: one that fails keeps the messages behind it waiting.
      await until(async () => {
        const { rows: jobs } = await database.pool.query('select last_error from graphile_worker_relay.jobs');
        expect(jobs.filter(({ last_error }) => last_error !== null)).toEqual([]);
        return jobs.length === 0 || undefined;
      });
    });
    const { rows } = await database.pool.query(
      `select data ->> 'managerId' as manager from app_public.draft_events where draft_id = $1 and kind = 'MANAGER_CHANGED' order by version`,
      [draft.draftId],
    );
    expect(rows.map(({ manager }) => manager)).toEqual([people[0]?.id, null, people[1]?.id]);
  });

  it.each(['', '\ufeff'])('that asks for a start opens the draft, behind %j', async (mark) => {
    const own = await newDraft(database.pool, { open: false });
    const from = await newSource(
      own,
      await tokenFor(own.commissioner.kind === 'USER' ? (own.commissioner.userId ?? '') : ''),
    );
    const asked = await send(mark + JSON.stringify({ ...pause(own), kind: 'draft.start_requested' }), {
      from,
    });
    await withRelay(database, () => handled(asked.id));
    expect((await draftRow(database.pool, own.draftId)).state).toBe('IN_PROGRESS');
  });

  it.each([
    ['of an unknown kind', () => ({ ...pause(draft), kind: 'weather.changed' }), /may not send/],
    ['of an unknown version', () => ({ ...pause(draft), version: 9 }), /not known/],
    ['of another shape', () => ({ ...pause(draft), data: { draft: 1 } }), /another shape/],
    ['that is no message', () => ({ hello: 'world' }), /another shape/],
    ['that names no league', () => ({ ...pause(draft), leagueId: undefined }), /^It names no league: /],
    ['that is no JSON', () => '<xml/>', /^It cannot be read: it is no JSON\.$/],
    ['with a NUL character', () => JSON.stringify({ hello: 'a\u0000b' }), /cannot be read: .*U\+0000/],
    [
      'with a field named by a NUL character',
      () => ({ ...pause(draft), '\u0000': 1 }),
      /cannot be read: .*U\+0000/,
    ],
    ['with half a character', () => '{"kind":"\\ud800"}', /cannot be read: .*half a character/],
    ['that is half a character', () => '"\\udc00"', /cannot be read: .*half a character/],
    [
      'that is no JSON behind a byte order mark',
      () => '\ufeff<xml/>',
      /^It cannot be read: it is no JSON\.$/,
    ],
    ['that is a text behind one', () => '\ufeff"hello"', /cannot be read: it is a text/],
    [
      'behind a NUL character',
      () => `\0${JSON.stringify(pause(draft))}`,
      /^It cannot be read: it is no JSON/,
    ],
    ['that is a text', () => '"hello"', /cannot be read: it is a text/],
    ['that is a number beyond all numbers', () => '1e999', /another shape/],
    ['that is null', () => 'null', /another shape/],
  ])('%s is kept aside with the reason', async (_what, message, reason) => {
    const { id, status } = await send(message());
    expect(status).toBe(202);
    expect(await withRelay(database, () => handled(id))).toMatchObject({
      state: 'SET_ASIDE',
      reason: expect.stringMatching(reason),
    });
  });

  it('about another league is set aside, whether it says so or not', async () => {
    const other = await newDraft(database.pool);
    const openly = await send(pause(other));
    const hidden = await send({ ...pause(other), leagueId: draft.leagueId });
    await withRelay(database, async () => {
      for (const { id } of [openly, hidden])
        expect(await handled(id)).toMatchObject({ state: 'SET_ASIDE', reason: /another league/ });
    });
    expect((await draftRow(database.pool, other.draftId)).state).toBe('IN_PROGRESS');
  });

  it('that was set aside can be retried', async () => {
    const own = await newDraft(database.pool, { open: false });
    const who = await tokenFor(own.commissioner.kind === 'USER' ? (own.commissioner.userId ?? '') : '');
    const from = await newSource(own, who);
    const early = await send(pause(own), { from });
    expect(await withRelay(database, () => handled(early.id))).toMatchObject({
      reason: /ILLEGAL_TRANSITION/,
    });
    const start = await send({ ...pause(own), kind: 'draft.start_requested' }, { from });
    await withRelay(database, () => handled(start.id));
    const { data } = await ask(
      api.url,
      '{ sources(first: 1) { nodes { messages(first: 9) { nodes { id messageId state } } } } }',
      {},
      who,
    );
    const [listed] = fieldOf<{ nodes: { messages: { nodes: { id: string; messageId: string }[] } }[] }>(
      data,
      'sources',
    ).nodes;
    const kept = listed?.messages.nodes.find(({ messageId }) => messageId === early.id);
    const retried = await ask(
      api.url,
      'mutation ($m: UUID!) { retryMessage(messageId: $m) { source { id } } }',
      { m: kept?.id },
      who,
    );
    expect(retried.errors).toEqual([]);
    expect(await withRelay(database, () => handled(early.id))).toMatchObject({ state: 'DONE' });
    expect((await draftRow(database.pool, own.draftId)).state).toBe('PAUSED');
  });

  it('that a program writes into the table is handled like one that was sent', async () => {
    await database.pool.query(
      `insert into app_public.inbox (source_id, message_id, body) values ($1, 'by hand', $2)`,
      [source.id, { kind: 'unheard.of', version: 1, leagueId: draft.leagueId }],
    );
    expect(await withRelay(database, () => handled('by hand'))).toMatchObject({ state: 'SET_ASIDE' });
  });
});

describe('a message that is not taken', () => {
  const refused = async (sending: Sending) => {
    const { status, code } = await send(pause(draft), sending);
    return { status, code };
  };
  const INVALID = { status: 401, code: 'SIGNATURE_INVALID' };

  it('is forged, changed, of an unknown source, or too old or new', async () => {
    const another = `whsec_${Buffer.from('another secret of twenty-four bytes').toString('base64')}`;
    expect(await refused({ from: { ...source, secret: another } })).toEqual(INVALID);
    expect(await refused({ change: (body) => body.replace('pause', 'start') })).toEqual(INVALID);
    expect(await refused({ from: { ...source, id: '00000000-0000-4000-8000-000000000000' } })).toEqual(
      INVALID,
    );
    expect(await refused({ from: { ...source, id: 'nobody' } })).toEqual(INVALID);
    expect(await refused({ lateBy: 3_600 })).toEqual(INVALID);
    expect(await refused({ lateBy: -3_600 })).toEqual(INVALID);
  });

  it.each([
    ['webhook-id', '', 'the header webhook-id is missing'],
    ['webhook-timestamp', '', 'the header webhook-timestamp is missing'],
    [
      'webhook-timestamp',
      '1795863625123',
      'webhook-timestamp must be in seconds since 1970, and is in milliseconds',
    ],
    ['webhook-timestamp', '2026-11-28T10:00:00Z', 'webhook-timestamp must be whole seconds since 1970'],
    ['webhook-signature', '', 'the header webhook-signature is missing'],
    ['webhook-signature', 'abc', 'webhook-signature must have a signature that begins with "v1,"'],
  ])('has a %s of "%s", and is told that, whatever source it names', async (header, value, problem) => {
    for (const id of [source.id, randomUUID()]) {
      const headers = {
        'webhook-id': 'a',
        'webhook-timestamp': '1',
        'webhook-signature': 'v1,b',
        [header]: value,
      };
      const answer = await fetch(`${api.url}/incoming/${id}`, { method: 'POST', headers, body: '{}' });
      const { errors } = (await answer.json()) as {
        errors: { message: string; extensions: { code: string } }[];
      };
      expect([answer.status, errors[0]?.extensions.code, errors[0]?.message]).toEqual([
        ...[401, 'SIGNATURE_INVALID', `The message is not signed as Standard Webhooks: ${problem}.`],
      ]);
    }
  });

  it('is too large', async () => {
    const large = await send(JSON.stringify({ text: 'x'.repeat(70_000) }));
    expect(large).toMatchObject({ status: 413, code: 'QUERY_TOO_LARGE' });
    expect((await send('x'.repeat(300_000))).status).toBe(413);
  });

  it('is not UTF-8, however it is signed', async () => {
    const answer = await fetch(`${api.url}/incoming/${source.id}`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: Buffer.from('{"name":"Jos\u00e9"}', 'latin1'),
    });
    const { errors } = (await answer.json()) as { errors: { message: string }[] };
    expect([answer.status, errors[0]?.message]).toEqual([400, expect.stringContaining('is not UTF-8')]);
  });

  it('is deeper, or has a longer text, than a message of any kind', async () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    const INPUT_INVALID = { status: 400, code: 'INPUT_INVALID' };
    expect(await send(nested(40))).toMatchObject({ status: 202 });
    for (const message of [nested(41), nested(30_000), `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`])
      expect(await send(message)).toMatchObject(INPUT_INVALID);
    expect(await send({ text: 'x'.repeat(2_000) })).toMatchObject({ status: 202 });
    for (const message of [{ text: 'x'.repeat(2_001) }, ['x'.repeat(2_001)], { ['x'.repeat(2_001)]: 1 }])
      expect(await send(message)).toMatchObject(INPUT_INVALID);
  });

  it('is of a secret that was rotated out', async () => {
    const rotated = await ask(
      api.url,
      'mutation ($s: UUID!, $h: Int) { rotateSourceSecret(sourceId: $s, formerForHours: $h) { secret } }',
      { s: source.id, h: 0 },
      token,
    );
    const { secret } = fieldOf<{ secret: string }>(rotated.data, 'rotateSourceSecret');
    expect(await refused({})).toEqual(INVALID);
    source = { ...source, secret };
    expect((await send({ hello: 'again' })).status).toBe(202);
  });

  it('could be of a source that only an operator may add', async () => {
    const answer = await ask(
      api.url,
      'mutation { createSource(name: "All", kinds: ["draft.pause_requested"]) { secret } }',
      {},
      token,
    );
    expect(codeOf(answer)).toBe('NOT_OPERATOR');
  });
});
