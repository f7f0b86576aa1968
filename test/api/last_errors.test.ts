import { createClient } from 'graphql-ws';
import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { setTeamManager } from '../../src/database/leagues.ts';
import { tokenFor } from '../support/api.ts';
import { managerId, newDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';

const { database, api } = testService();

/** What the manager of the first team of a private draft is told of its events, until the team is taken from them. */
async function toldWhenRemoved(facts: string): Promise<readonly unknown[]> {
  const draft = await newDraft(database.pool, { teams: 2 });
  await database.pool.query("update app_public.drafts set visibility = 'PRIVATE' where id = $1", [
    draft.draftId,
  ]);
  const client = createClient({
    ...{ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
    connectionParams: { authorization: `Bearer ${await tokenFor(managerId(draft, 1))}` },
  });
  const query = `subscription ($d: UUID!) { draftEvents(draftId: $d, after: 1) { kind ${facts} } }`;
  const told: unknown[] = [];
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { d: draft.draftId } })) {
      if (errors) throw errors;
      const { kind } = (data as { draftEvents: { kind: string } }).draftEvents;
      told.push(kind);
      if (kind === 'OPENED')
        await setTeamManager(database.pool, draft.teamIds[0] ?? '', null, draft.commissioner);
    }
    told.push('complete');
  } catch (errors) {
    told.push((errors as readonly { extensions: { code: string } }[])[0]?.extensions.code);
  }
  await client.dispose();
  return told;
}

describe('a subscription to the events of a draft that one may not watch any more', () => {
  it.each([
    ['facts that are the same for all', 'version'],
    ['a manager', '... on DraftManagerChanged { manager { id name } }'],
    ['what depends on who asks', '... on DraftManagerChanged { draft { id myTeam { id } } }'],
    ['a queue', '... on DraftManagerChanged { draft { id queueEntries(first: 5) { nodes { id } } } }'],
  ])('says so, after the event that tells why, where it asks for %s', async (_what, facts) => {
    expect(await toldWhenRemoved(facts)).toEqual(['OPENED', 'MANAGER_CHANGED', 'DRAFT_NOT_FOUND']);
  });
});
