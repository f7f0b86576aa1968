import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashOf } from '../../../src/api/identity/cookies.ts';
import { createInvitation } from '../../../src/database/identity.ts';
import { ask, tokenFor } from '../../support/api.ts';
import { newDraft, type TestDraft } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';

const { database, api } = testService();

const MUTATIONS: Readonly<Record<string, string>> = {
  createLeague: 'createLeague(name: "L", teams: [{ name: "A" }]) { league { id } }',
  inviteManager: 'inviteManager(teamId: $t) { link }',
  setTeamManager: 'setTeamManager(teamId: $t, managerId: null) { team { id } }',
  makePick: 'makePick(draftId: $d, pickNumber: 1, playerId: $p) { repeated }',
  setQueue: 'setQueue(draftId: $d, teamId: $t, playerIds: []) { draft { id } }',
  setAutopilot: 'setAutopilot(draftId: $d, teamId: $t, autopilot: false) { draft { id } }',
  createEventTicket: 'createEventTicket(draftId: $d) { ticket }',
  pauseDraft: 'pauseDraft(draftId: $d) { draft { id } }',
};

async function claim(secret: string, token: string): Promise<{ status: number; code: string | undefined }> {
  const response = await fetch(`${api.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ invitation: secret, name: 'Zoe' }),
  });
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return { status: response.status, code: body.errors?.[0]?.extensions.code };
}

async function openInvitation(draft: TestDraft): Promise<string> {
  const secret = randomUUID();
  const { commissioner: actor, teamIds } = draft;
  await createInvitation(database.pool, { teamId: teamIds[0] ?? '', hash: hashOf(secret), actor });
  return secret;
}

describe('a good token of a person that the database does not know', () => {
  it('cannot claim an invitation, gets a clear refusal, and leaves the invitation open', async () => {
    const draft = await newDraft(database.pool);
    const secret = await openInvitation(draft);
    const unknown = await tokenFor(randomUUID());
    expect(await claim(secret, unknown)).toEqual({ status: 404, code: 'USER_NOT_FOUND' });
    const known = await tokenFor(draft.managers[1]?.kind === 'USER' ? (draft.managers[1].userId ?? '') : '');
    expect(await claim(secret, known)).toMatchObject({ status: 200 });
  });

  it.each(Object.keys(MUTATIONS))('gets no INTERNAL error: %s, as a person and as operator', async (name) => {
    for (const isOperator of [false, true]) {
      const draft = await newDraft(database.pool);
      const token = await tokenFor(randomUUID(), { isOperator });
      const text = `mutation ($d: UUID!, $t: UUID!, $p: ID!) { ${MUTATIONS[name]} }`;
      const used = ['$d', '$t', '$p'].filter((variable) => MUTATIONS[name]?.includes(variable));
      const head = used.map((variable) => `${variable}: ${variable === '$p' ? 'Int!' : 'UUID!'}`).join(', ');
      const query = text.replace(/\(.*?\) \{/, head === '' ? '{' : `(${head}) {`);
      const variables = { d: draft.draftId, t: draft.teamIds[0], p: draft.players[0] };
      const { errors } = await ask(api.url, query, variables, token);
      expect(
        errors.map(({ extensions }) => extensions?.code),
        `operator: ${isOperator}`,
      ).not.toContain('INTERNAL');
    }
  });
});
