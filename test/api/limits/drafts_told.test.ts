import { expect, it } from 'vitest';
import { setTeamManager } from '../../../src/database/leagues.ts';
import { ask, codeOf, fieldOf, tokenFor } from '../../support/api.ts';
import { managerId, newDraft, newPool, planDrafts } from '../../support/drafts.ts';
import { testService } from '../../support/service.ts';

const { database, api } = testService({ MUTATIONS_PER_MINUTE: '8' });
const REPLAY = 'mutation ($e: UUID!) { replayDeadLetters(endpointId: $e) { deadLetters } }';
const INVITE = 'mutation ($t: UUID!) { inviteManager(teamId: $t) { link } }';
const ENDPOINT = `mutation ($l: UUID!) {
  createEndpoint(leagueId: $l, kind: WEBHOOK, address: "https://example.com/hook") { endpoint { id } }
}`;
const RENAME = 'mutation ($t: UUID!, $n: String!) { renameTeam(teamId: $t, name: $n) { team { name } } }';

it('a mutation that changes thirty drafts counts as three more', async () => {
  const poolId = await newPool(database.pool);
  const draft = await newDraft(database.pool, { poolId, open: false });
  const { teamIds } = draft;
  await planDrafts(database.pool, draft, poolId, 30);
  const who = await tokenFor(managerId(draft, 1));
  const rename = (n: string) => ask(api.url, RENAME, { t: teamIds[0], n }, who);
  for (const n of ['One', 'Two']) expect((await rename(n)).errors).toEqual([]);
  expect(codeOf(await rename('Three'))).toBe('TOO_MANY_REQUESTS');
  const other = await tokenFor(managerId(draft, 2));
  expect((await ask(api.url, RENAME, { t: teamIds[1], n: 'Four' }, other)).errors).toEqual([]);
});

it('an invitation that thirty drafts tell of counts as three mutations, and is never refused for it', async () => {
  const poolId = await newPool(database.pool);
  const draft = await newDraft(database.pool, { poolId, open: false });
  const [team = ''] = draft.teamIds;
  await planDrafts(database.pool, draft, poolId, 30);
  await setTeamManager(database.pool, team, null, draft.commissioner);
  const commissioner = draft.commissioner.kind === 'USER' ? (draft.commissioner.userId ?? '') : '';
  const invited = await ask(api.url, INVITE, { t: team }, await tokenFor(commissioner));
  const { link } = fieldOf<{ link: string }>(invited.data, 'inviteManager');
  const claimed = await fetch(`${api.url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ invitation: link.split('#')[1], name: 'Ann' }),
  });
  const { userId } = (await claimed.json()) as { userId: string };
  const who = await tokenFor(userId);
  const renameMe = (n: string) =>
    ask(api.url, 'mutation ($n: String!) { renameMe(name: $n) { me { user { id } } } }', { n }, who);
  const renamed = [];
  for (const n of ['A', 'B', 'C', 'D', 'E', 'F']) renamed.push((await renameMe(n)).errors.length);
  expect(renamed).toEqual([0, 0, 0, 0, 0, 1]);
});

it('dead letters that are sent once more count as one mutation for each ten', async () => {
  const draft = await newDraft(database.pool, { open: false });
  const commissioner = draft.commissioner.kind === 'USER' ? (draft.commissioner.userId ?? '') : '';
  const who = await tokenFor(commissioner);
  const made = await ask(api.url, ENDPOINT, { l: draft.leagueId }, who);
  const { endpoint } = fieldOf<{ endpoint: { id: string } }>(made.data, 'createEndpoint');
  await database.pool.query(
    `insert into app_public.dead_letters (stream_id, endpoint_id, version, at, attempts, error)
     select $1, $2, n, clock_timestamp(), 16, 'no' from generate_series(1, 60) as n`,
    [draft.draftId, endpoint.id],
  );
  const replay = () => ask(api.url, REPLAY, { e: endpoint.id }, who);
  expect((await replay()).data).toEqual({ replayDeadLetters: { deadLetters: 60 } });
  expect((await replay()).errors).toEqual([]);
  expect(codeOf(await replay())).toBe('TOO_MANY_REQUESTS');
});
