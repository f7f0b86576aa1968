import { readFileSync } from 'node:fs';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { buildSchema, introspectionFromSchema } from 'postgraphile/graphql';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { apolloCacheOptions, graphcacheOptions } from '../../examples/caches.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import { managerId, newDraft, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const introspection = introspectionFromSchema(schema);

let database: TestDatabase;
let api: Api;
let draft: TestDraft;
let warned: MockInstance[];
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url);
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});
beforeEach(async () => {
  draft = await newDraft(database.pool, { teams: 2, rounds: 2 });
  warned = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
});
afterEach(() => {
  const said = warned.flatMap((spy) => spy.mock.calls.map(([text]) => String(text)));
  for (const spy of warned) spy.mockRestore();
  expect(said).toEqual([]);
});

/** What a room reads: parts without an id, kinds of events by fragments on their interface. */
const ROOM = `query ($d: UUID!) { draft(id: $d) {
  id currentPick onTheClock { id deadline team { id name } pick { id pickNumber } }
  settings { id order { kind } rosterSlots { name seats } secondsPerPickByRound { round } tradedPicks { round } }
  slots { nodes { id team { id name } } } board { id player { id name } }
  events { ...Told ... on DraftPicked { pick { id } } ... on DraftOpened { pickNumber } }
} } fragment Told on DraftEvent { __typename version kind }`;
/** What another part of the same page reads: other fields of the same parts. */
const BAR =
  'query ($d: UUID!) { draft(id: $d) { id onTheClock { id remainingSeconds } settings { id rounds order { fromRound } } } }';
const PICK = `mutation ($d: UUID!, $p: ID!) { makePick(draftId: $d, pickNumber: 1, playerId: $p) {
  repeated pick { id player { id name } } draft { id currentPick onTheClock { id team { id name } pick { id pickNumber } } }
} }`;

interface Room {
  readonly draft: {
    readonly onTheClock: { readonly deadline: string; readonly team: { readonly name: string } };
    readonly board: readonly { readonly player: { readonly name: string } | null }[];
    readonly events: readonly { readonly kind: string }[];
  };
}
const shown = (room: Room | undefined) =>
  room && [
    room.draft.onTheClock.team.name,
    room.draft.board[0]?.player?.name ?? null,
    // What the answer to the pick leaves out is asked for again, and then the pick is among them.
    room.draft.events.map(({ kind }) => kind).slice(0, 2),
  ];
const BEFORE = ['Team 1', null, ['CREATED', 'OPENED']];
const AFTER = ['Team 2', 'Player 1', ['CREATED', 'OPENED']];
/** What the service says of the deadline: no cache may keep another one beside the pick that is on the clock now. */
async function deadlineNow(): Promise<unknown> {
  const text = 'query ($d: UUID!) { draft(id: $d) { onTheClock { deadline } } }';
  const { data } = await ask(api.url, text, { d: draft.draftId });
  return (data as unknown as Room).draft.onTheClock.deadline;
}
const pick = () => ({ d: draft.draftId, p: String(draft.players[0]) });

describe('the options of examples/caches.ts', () => {
  it('make graphcache show a pick at once, and it warns of nothing', async () => {
    const authorization = `Bearer ${await tokenFor(managerId(draft, 1))}`;
    const client = new Client({
      url: `${api.url}/graphql`,
      exchanges: [cacheExchange(graphcacheOptions(introspection)), fetchExchange],
      fetchOptions: { headers: { authorization } },
    });
    let newest: Room | undefined;
    const page = client.query<Room>(ROOM, { d: draft.draftId }).subscribe(({ data }) => {
      newest = data;
    });
    await until(async () => newest);
    expect(shown(newest)).toEqual(BEFORE);
    expect((await client.query(BAR, { d: draft.draftId }).toPromise()).error).toBeUndefined();
    expect((await client.mutation(PICK, pick()).toPromise()).error).toBeUndefined();
    await until(async () => (newest && shown(newest)?.[0] === 'Team 2' ? true : undefined));
    expect(shown(newest)).toEqual(AFTER);
    const deadline = await deadlineNow();
    await until(async () => newest?.draft.onTheClock.deadline === deadline || undefined);
    page.unsubscribe();
  });

  it('make the cache of Apollo show a pick at once, and it warns of nothing', async () => {
    const authorization = `Bearer ${await tokenFor(managerId(draft, 1))}`;
    const client = new ApolloClient({
      cache: new InMemoryCache(apolloCacheOptions(introspection)),
      link: new HttpLink({ uri: `${api.url}/graphql`, headers: { authorization } }),
    });
    const variables = { d: draft.draftId };
    let newest: Room | undefined;
    const page = client.watchQuery<Room>({ query: gql(ROOM), variables }).subscribe(({ data }) => {
      newest = data as Room | undefined;
    });
    await until(async () => newest);
    expect(shown(newest)).toEqual(BEFORE);
    await client.query({ query: gql(BAR), variables });
    await client.mutate({ mutation: gql(PICK), variables: pick() });
    await until(async () => (newest && shown(newest)?.[0] === 'Team 2' ? true : undefined));
    expect(shown(newest)).toEqual(AFTER);
    const deadline = await deadlineNow();
    await until(async () => newest?.draft.onTheClock.deadline === deadline || undefined);
    page.unsubscribe();
    client.stop();
  });
});
