import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/api/identity/cookies.ts';
import { mintToken } from '../../../src/api/identity/own_tokens.ts';
import { claimInvitation, createInvitation } from '../../../src/database/identity.ts';
import { ask, codeOf, fieldOf, follow, SECRET, startApi, tokenFor } from '../../support/api.ts';
import { draftRow, managerId, newDraft, type TestDraft } from '../../support/drafts.ts';
import { openStream } from '../../support/http_events.ts';
import { testService } from '../../support/service.ts';

const INVITE =
  'mutation ($t: UUID!) { inviteManager(teamId: $t) { invitationId link expiresAt team { name } } }';
const REVOKE = 'mutation ($i: UUID!) { revokeInvitation(invitationId: $i) { team { id } } }';

/** A page of another origin that is allowed. */
const FRIEND = 'https://board.example.org';

const { database, api } = testService({ ALLOWED_ORIGINS: FRIEND });

interface Link {
  readonly invitationId: string;
  readonly secret: string;
}

const commissionerToken = ({ commissioner }: TestDraft) =>
  tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));

async function invite(draft: TestDraft, slot = 1): Promise<Link> {
  const answer = await ask(api.url, INVITE, { t: draft.teamIds[slot - 1] }, await commissionerToken(draft));
  expect(answer.errors).toEqual([]);
  const { invitationId, link } = fieldOf<{ invitationId: string; link: string }>(
    answer.data,
    'inviteManager',
  );
  const [path, secret = ''] = link.split('#');
  expect(path).toBe('/join');
  return { invitationId, secret };
}

/** Claims an invitation as a browser does; the cookie it got, without its attributes. */
async function claim(secret: string, headers: Record<string, string> = {}, url = api.url) {
  const response = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ invitation: secret, name: 'Zoe' }),
  });
  const body = (await response.json()) as {
    userId?: string;
    errors?: { extensions: { code: string } }[];
  };
  const setCookie = response.headers.get('set-cookie') ?? '';
  return {
    status: response.status,
    code: body.errors?.[0]?.extensions.code,
    userId: body.userId,
    setCookie,
    cookie: setCookie.split(';')[0] ?? '',
  };
}

/** What the service says about an invitation before it is used: the answer, or the refusal. */
function lookAt(secret: string, headers: Record<string, string> = {}) {
  return posted('/invitation', { invitation: secret }, headers);
}

function whyRefused(secret: string) {
  return posted('/session', { invitation: secret, name: 'Zoe' }, {});
}

async function posted(path: string, body: object, headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(`${api.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const { errors, ...answer } = (await response.json()) as {
    errors?: { message: string; extensions: object }[];
  };
  return errors ? { message: errors[0]?.message, ...errors[0]?.extensions } : answer;
}

/** Lets an invitation grow old. */
function tooOld(invitationId: string) {
  return database.pool.query(
    `update app_public.invitations set created_at = created_at - interval '8 days',
            expires_at = expires_at - interval '8 days' where id = $1`,
    [invitationId],
  );
}

async function signIn(draft: TestDraft, slot = 1) {
  return claim((await invite(draft, slot)).secret);
}

async function askWith(headers: Record<string, string>, query: string, variables: object = {}) {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as {
    data?: Record<string, unknown>;
    errors?: { extensions?: { code?: string } }[];
  };
  return { status: response.status, data: body.data, code: body.errors?.[0]?.extensions?.code };
}

const PICK =
  'mutation ($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 1, playerId: $p) { pick { source } } }';

describe('an invitation', () => {
  it('of a team that got a manager meanwhile says so, and followers get an event of each change at once', async () => {
    const draft = await newDraft(database.pool);
    const token = await commissionerToken(draft);
    const follower = follow(api.url, draft.draftId, 2, token);
    const { secret } = await invite(draft);
    const [t, m] = [draft.teamIds[0], managerId(draft, 2)];
    const set =
      'mutation ($t: UUID!, $m: UUID) { setTeamManager(teamId: $t, managerId: $m) { team { id } } }';
    expect((await ask(api.url, set, { t, m }, token)).errors).toEqual([]);
    expect(await claim(secret)).toMatchObject({ status: 409, code: 'TEAM_HAS_MANAGER' });
    const told = { code: 'TEAM_HAS_MANAGER', numbers: { league: 'League', team: 'Team 1' } };
    expect(await lookAt(secret)).toMatchObject(told);
    expect(await whyRefused(secret)).toMatchObject(told);
    const { userId } = await claim((await invite(draft)).secret);
    expect((await follower.untilCount(2)).map(({ data }) => data)).toMatchObject([
      { managerId: m, formerManagerId: managerId(draft, 1) },
      { managerId: userId, formerManagerId: m },
    ]);
    follower.stop();
  });

  it('makes whoever follows its link the manager of the team, signed in with a cookie', async () => {
    const draft = await newDraft(database.pool);
    const { status, cookie, setCookie, userId } = await signIn(draft);
    expect(status).toBe(200);
    expect(setCookie).toMatch(/^draft_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/i);
    const { rows } = await database.pool.query(
      'select u.name, t.manager_id as id from app_public.teams t join app_public.users u on u.id = t.manager_id where t.id = $1',
      [draft.teamIds[0]],
    );
    expect(rows).toEqual([{ name: 'Zoe', id: userId }]);
    const picked = await askWith({ cookie }, PICK, { d: draft.draftId, p: draft.players[0] });
    expect(picked.data).toEqual({ makePick: { pick: { source: 'MANUAL' } } });
  });

  it('works once: not again, not for two at once, not when revoked, not when the team got a newer one', async () => {
    const draft = await newDraft(database.pool);
    const used = await invite(draft);
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(used.secret)));
    expect(claims.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(claims.map(({ code }) => code))).toEqual(new Set([undefined, 'INVITATION_INVALID']));

    const revoked = await invite(draft, 2);
    const token = await commissionerToken(draft);
    expect((await ask(api.url, REVOKE, { i: revoked.invitationId }, token)).errors).toEqual([]);
    const older = await invite(draft, 3);
    await invite(draft, 3);
    for (const { secret } of [used, revoked, older]) {
      expect(await refusedIn(secret)).toEqual([404, 'INVITATION_INVALID']);
    }
  });

  it('shows before it is used what it is for and who is signed in; afterwards, why it no longer works', async () => {
    const draft = await newDraft(database.pool);
    const { secret } = await invite(draft, 2);
    const open = { state: 'OPEN', league: 'League', team: 'Team 2', expiresAt: expect.any(String) };
    expect(await lookAt(secret)).toEqual({ ...open, signedInAs: null });
    const { cookie } = await signIn(draft, 1);
    expect(await lookAt(secret, { cookie })).toEqual({ ...open, signedInAs: 'Zoe' });
    // A browser that is signed in names nobody: it stays who it is.
    const joined = await fetch(`${api.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify({ invitation: secret, name: null }),
    });
    const me = await askWith({ cookie }, '{ me { name teams { name } } }');
    expect([joined.status, me.data]).toEqual([
      200,
      { me: { name: 'Zoe', teams: [{ name: 'Team 1' }, { name: 'Team 2' }] } },
    ]);

    const revoked = await invite(draft, 3);
    const newer = await invite(draft, 3);
    await tooOld(newer.invitationId);
    const told = { league: 'League', team: expect.stringMatching(/^Team [23]$/) };
    for (const [used, reason, sentence] of [
      [secret, 'USED', /was used already: it works once/],
      [revoked.secret, 'REVOKED', /was taken back/],
      [newer.secret, 'EXPIRED', /is too old/],
    ] as const) {
      const message = expect.stringMatching(sentence);
      const refused = { code: 'INVITATION_INVALID', message, numbers: { reason, ...told } };
      expect(await lookAt(used)).toEqual(refused);
      expect(await whyRefused(used)).toEqual(refused);
    }
    const unknown = { code: 'INVITATION_INVALID', message: expect.stringMatching(/is not known here/) };
    expect(await lookAt('nobody was sent this')).toEqual({ ...unknown, numbers: { reason: 'UNKNOWN' } });
  });

  it('is asked for without the rest of its link, which is told apart from a guess', async () => {
    const { secret } = await invite(await newDraft(database.pool), 2);
    const problem = 'must be what stands behind the # of the link, without the rest';
    for (const before of ['/join#', '#', `https://${'long.'.repeat(20)}example.org/join#`])
      for (const [path, name] of [
        ['/session', 'invitation'],
        ['/session', 'link'],
        ['/invitation', 'invitation'],
      ] as const) {
        const answer = await fetch(`${api.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ [name]: before + secret }),
        });
        const { errors } = (await answer.json()) as {
          errors: { extensions: { code: string; numbers: object } }[];
        };
        expect([answer.status, errors[0]?.extensions.code]).toEqual([400, 'INPUT_INVALID']);
        expect(errors[0]?.extensions.numbers).toMatchObject({
          argument: name,
          problem: expect.stringContaining(problem),
        });
        expect(JSON.stringify(errors)).not.toContain(secret);
      }
  });

  it('is made for several teams at once, each with a link of its own, or for none', async () => {
    const draft = await newDraft(database.pool);
    const [token, other] = [await commissionerToken(draft), await newDraft(database.pool)];
    const INVITE_ALL = `mutation ($t: [UUID!]!) { inviteManagers(teamIds: $t) {
      invitations { link invitationId team { id name } } } }`;
    const teams = [2, 0, 3].map((index) => draft.teamIds[index] ?? '');
    const { data, errors } = await ask(
      api.url,
      INVITE_ALL,
      { t: [teams[0]?.toUpperCase(), ...teams.slice(1)] },
      token,
    );
    expect(errors).toEqual([]);
    type Made = { invitations: { link: string; team: { id: string; name: string } }[] };
    const { invitations } = fieldOf<Made>(data, 'inviteManagers');
    expect(invitations.map(({ team }) => team.name)).toEqual(['Team 3', 'Team 1', 'Team 4']);
    for (const { link, team } of invitations) {
      const [, secret = ''] = link.split('#');
      expect(await lookAt(secret)).toMatchObject({ state: 'OPEN', team: team.name });
    }
    for (const [list, code] of [
      [[...teams, other.teamIds[0]], 'NOT_COMMISSIONER'],
      [[teams[0], teams[0]], 'TEAM_LISTED_TWICE'],
      [[], 'INPUT_INVALID'],
    ] as const) {
      expect(codeOf(await ask(api.url, INVITE_ALL, { t: list }, token)), code).toBe(code);
    }
    // What was refused took no link back.
    expect(await lookAt(invitations[0]?.link.split('#')[1] ?? '')).toMatchObject({ state: 'OPEN' });
  });

  it('does not work when it is too old, or guessed', async () => {
    const draft = await newDraft(database.pool);
    const { secret, invitationId } = await invite(draft);
    await tooOld(invitationId);
    for (const guess of [secret, secret.slice(0, -1), `${secret}A`, invitationId, "' or true --"]) {
      expect(await refusedIn(guess), guess).toEqual([404, 'INVITATION_INVALID']);
    }
  });

  it('can be made, revoked and read by nobody but the commissioner', async () => {
    const draft = await newDraft(database.pool);
    const other = await newDraft(database.pool);
    const { invitationId } = await invite(draft);
    const manager = await tokenFor(managerId(draft, 2));
    for (const token of [manager, await commissionerToken(other)]) {
      expect(codeOf(await ask(api.url, INVITE, { t: draft.teamIds[0] }, token))).toBe('NOT_COMMISSIONER');
      expect(codeOf(await ask(api.url, REVOKE, { i: invitationId }, token))).toBe('INVITATION_INVALID');
      const { data } = await ask(
        api.url,
        'query ($t: UUID!) { team(id: $t) { invitations { nodes { id } } } }',
        { t: draft.teamIds[0] },
        token,
      );
      expect(data).toEqual({ team: { invitations: { nodes: [] } } });
    }
    const { rows } = await database.pool.query('select count(*)::int as n from app_public.invitations');
    expect(rows[0].n).toBeGreaterThan(0);
  });

  it('is seen by the commissioner, without its secret, and so is what was done with it', async () => {
    const draft = await newDraft(database.pool);
    const { invitationId, secret } = await invite(draft);
    const { userId } = await claim(secret);
    const { data, errors } = await ask(
      api.url,
      `query ($t: UUID!) { team(id: $t) {
        invitations { nodes { id claimer { id name } revokedAt inviter { name } } }
        league { auditEntries(orderBy: ID_DESC, first: 2) { nodes { action actorId facts } } }
      } }`,
      { t: draft.teamIds[0] },
      await commissionerToken(draft),
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      team: {
        invitations: {
          nodes: [{ id: invitationId, claimer: { id: userId, name: 'Zoe' }, revokedAt: null }],
        },
        league: {
          auditEntries: {
            nodes: [{ action: 'INVITATION_CLAIMED', actorId: userId }, { action: 'MANAGER_INVITED' }],
          },
        },
      },
    });
  });

  it('stays open where a page of an allowed origin uses it without a token: its browser would drop the cookie', async () => {
    const friend = { origin: FRIEND };
    const draft = await newDraft(database.pool);
    const { secret } = await invite(draft);
    const notAllowed = { status: 403, code: 'ORIGIN_NOT_ALLOWED', setCookie: '' };
    const cookie = await cookieFor(draft, 2);
    for (const headers of [friend, { ...friend, cookie }])
      expect(await claim(secret, headers)).toMatchObject(notAllowed);
    const by = (method: string, body?: object, headers = {}) =>
      fetch(`${api.url}/session`, {
        method,
        headers: { 'content-type': 'application/json', ...friend, ...headers },
        ...(body && { body: JSON.stringify(body) }),
      });
    // Not even with a token: a link makes nothing but a cookie.
    const authorization = `Bearer ${await tokenFor(managerId(draft, 3))}`;
    for (const headers of [{}, { authorization }])
      expect((await by('POST', { link: 'x'.repeat(43) }, headers)).status).toBe(403);
    for (const headers of [{}, { cookie }]) expect((await by('DELETE', undefined, headers)).status).toBe(403);
    expect((await askWith({ cookie }, '{ me { id } }')).status).toBe(200);
    expect(await lookAt(secret)).toMatchObject({ state: 'OPEN' });
    const joined = await claim(secret, { ...friend, authorization });
    expect(joined).toMatchObject({ status: 200, userId: managerId(draft, 3) });
  });

  it('works while others at the same address guess wrong ones, who are limited after ten', async () => {
    const own = await startApi(database.url);
    const draft = await newDraft(database.pool);
    for (let n = 0; n < 10; n += 1) expect((await claim(`guess ${n}`, {}, own.url)).status).toBe(404);
    const eleventh = await claim('guess 10', {}, own.url);
    expect([eleventh.status, eleventh.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    const { secret } = await invite(draft);
    // In the middle of a flood of guesses, not before and not after it.
    const guesses = Array.from({ length: 200 }, (_, n) => claim(`flood ${n}`, {}, own.url));
    expect(await claim(secret, {}, own.url)).toMatchObject({ status: 200 });
    expect(new Set((await Promise.all(guesses)).map(({ status }) => status))).toEqual(new Set([429]));
    own.program.child.kill('SIGTERM');
    await own.program.ended();
  });
});

/** By the SQL function itself, since over HTTP an address may try only so many in a minute. */
async function refusedIn(secret: string): Promise<[number, string]> {
  try {
    await claimInvitation(database.pool, {
      hash: hashOf(secret),
      name: 'Zoe',
      userId: null,
      sessionHash: hashOf(`session for ${secret}`),
    });
    return [200, ''];
  } catch (error) {
    return [404, (error as { code: string }).code];
  }
}

/** A browser that is signed in, without the detour over HTTP that is limited by address. */
async function cookieFor(draft: TestDraft, slot: number): Promise<string> {
  const secret = `invitation ${draft.draftId} ${slot} ${Math.random()}`;
  await createInvitation(database.pool, {
    teamId: draft.teamIds[slot - 1] ?? '',
    hash: hashOf(secret),
    actor: draft.commissioner,
  });
  const session = `session${secret}`.replaceAll(/\W/g, '');
  await claimInvitation(database.pool, {
    hash: hashOf(secret),
    name: 'Zoe',
    userId: null,
    sessionHash: hashOf(session),
  });
  return `draft_session=${session}`;
}

describe('a session', () => {
  it('ends when it is signed out, and the browser drops its cookie', async () => {
    const draft = await newDraft(database.pool);
    const cookie = await cookieFor(draft, 1);
    expect(await (await fetch(`${api.url}/session`, { headers: { cookie } })).json()).toEqual({
      userId: expect.any(String),
    });
    const out = await fetch(`${api.url}/session`, { method: 'DELETE', headers: { cookie } });
    expect(out.headers.get('set-cookie')).toMatch(/^draft_session=;.*Expires=Thu, 01 Jan 1970/);
    const answer = await askWith({ cookie }, '{ databaseTime }');
    expect([answer.status, answer.code]).toEqual([401, 'TOKEN_INVALID']);
    // Whoever is signed in by a cookie has no token, and no header to correct.
    const init = { method: 'POST', headers: { cookie, 'content-type': 'application/json' } };
    const told = await fetch(`${api.url}/graphql`, { ...init, body: '{"query":"{ databaseTime }"}' });
    expect(await told.text()).toContain(
      'The session is not valid any more: signed out, or too old. Sign in again.',
    );
  });

  it('that is over does not prevent signing in again', async () => {
    const draft = await newDraft(database.pool);
    const { secret } = await invite(draft);
    const again = await claim(secret, { cookie: 'draft_session=long-gone' });
    expect([again.status, again.cookie.length]).toEqual([200, 'draft_session='.length + 43]);
    expect((await claim(secret, { authorization: 'Bearer forged' })).status).toBe(401);
  });

  it('is ignored for requests from pages of other origins, though the browser sends the cookie', async () => {
    const draft = await newDraft(database.pool);
    const cookie = await cookieFor(draft, 1);
    for (const foreign of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:1` },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await askWith({ cookie, ...foreign }, PICK, { d: draft.draftId, p: draft.players[0] });
      expect([answer.status, answer.code], JSON.stringify(foreign)).toEqual([403, 'ORIGIN_NOT_ALLOWED']);
    }
    const own = await askWith({ cookie, origin: api.url }, PICK, { d: draft.draftId, p: draft.players[0] });
    expect(own.code).toBeUndefined();
  });

  it('cannot be started by a form or a script of another page', async () => {
    const response = await fetch(`${api.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ invitation: 'x', name: 'y' }),
    });
    expect(response.status).toBe(400);
    expect(await claim('x', { origin: 'https://evil.example' })).toMatchObject({
      code: 'ORIGIN_NOT_ALLOWED',
    });
  });
});

describe('a stream', () => {
  it('ends when the token that opened it is too old', async () => {
    const draft = await newDraft(database.pool);
    const token = await mintToken(SECRET, { userId: managerId(draft, 1), isOperator: false }, 3);
    const follower = follow(api.url, draft.draftId, 0, token);
    await follower.untilCount(2);
    expect(JSON.stringify(await follower.failed)).toContain('TOKEN_INVALID');
  }, 20_000);

  it('ends when the session that opened it does, also through a ticket', async () => {
    const draft = await newDraft(database.pool);
    const cookie = await cookieFor(draft, 1);
    const events = `${api.url}/drafts/${draft.draftId}/events`;
    const streams = [await openStream(`${events}?after=0`, { cookie })];
    const { data } = await askWith(
      { cookie },
      'mutation ($d: UUID!) { createEventTicket(draftId: $d) { ticket } }',
      { d: draft.draftId },
    );
    const { ticket } = fieldOf<{ ticket: string }>(data, 'createEventTicket');
    streams.push(await openStream(`${events}?after=0&ticket=${ticket}`, {}));
    for (const stream of streams) await stream.untilCount(2);
    await fetch(`${api.url}/session?everywhere=true`, { method: 'DELETE', headers: { cookie } });
    for (const stream of streams) await stream.ended;
  }, 20_000);

  it('shows a manager who was replaced while on the clock that the pick is no longer theirs', async () => {
    const draft = await newDraft(database.pool);
    const former = await tokenFor(managerId(draft, 1));
    await cookieFor(draft, 1);
    const answer = await ask(api.url, PICK, { d: draft.draftId, p: draft.players[0] }, former);
    expect(codeOf(answer)).toBe('NOT_YOUR_TEAM');
    expect(await draftRow(database.pool, draft.draftId)).toMatchObject({ currentPick: 1 });
  });
});
