import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { createClient } from 'graphql-ws';
import { beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { applyPick } from '../../src/database/picks.ts';
import { tokenFor } from '../support/api.ts';
import { managerId, newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { testService } from '../support/service.ts';
import { until } from '../support/until.ts';

const { database, api } = testService();
let poolId: string;
beforeAll(async () => {
  poolId = await newPool(database.pool);
});

/** A board as a page shows it; `id` is what makes the cells known again. */
const board = (id: string) => `query ($d: UUID!) { draft(id: $d) {
  id currentPick onTheClock { team { ${id} name } }
  board { ${id} pickNumber player { ${id} name } }
  slots { nodes { ${id} autopilot } }
  queueEntries { nodes { ${id} place player { id name } } }
} }`;
const pick = (id: string) => `mutation ($d: UUID!, $n: Int!, $p: ID!) {
  makePick(draftId: $d, pickNumber: $n, playerId: $p) {
    pick { ${id} player { ${id} name } } draft { id currentPick onTheClock { team { ${id} name } } }
  }
}`;

interface Board {
  readonly draft: {
    readonly currentPick: number;
    readonly onTheClock: { readonly team: { readonly name: string } };
    readonly board: readonly {
      readonly pickNumber: number;
      readonly player: { readonly name: string } | null;
    }[];
    readonly slots: { readonly nodes: readonly { readonly autopilot: boolean }[] };
  };
}
const shown = (data: Board | undefined) => [
  data?.draft.currentPick,
  data?.draft.onTheClock.team.name,
  ...(data?.draft.board.map(({ player }) => player?.name ?? null) ?? []),
];

const newBoard = () => newDraft(database.pool, { teams: 2, rounds: 2, poolId });
const authorization = async (draft: TestDraft) => `Bearer ${await tokenFor(managerId(draft, 1))}`;

/** Apollo with its own cache, over HTTP and WebSocket. */
async function apolloFor(draft: TestDraft) {
  const headers = { authorization: await authorization(draft) };
  const socket = createClient({
    ...{ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket },
    connectionParams: headers,
  });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === 'subscription',
      new GraphQLWsLink(socket),
      new HttpLink({ uri: `${api.url}/graphql`, headers }),
    ),
  });
  return { client, close: () => socket.dispose() };
}

/** What a page of Apollo's shows of the board, always the newest. */
async function apolloBoard(client: ApolloClient, { draftId }: TestDraft, id: string) {
  const watched = client.watchQuery<Board>({ query: gql(board(id)), variables: { d: draftId } });
  let newest: unknown[] = [];
  const page = watched.subscribe(({ data }) => {
    newest = shown(data as Board | undefined);
  });
  await until(async () => newest[0] === 1 || undefined);
  return { shown: () => newest, close: () => page.unsubscribe() };
}

describe('the cache of @apollo/client', () => {
  it('shows a pick on a board that was read before, from the answer to the mutation alone', async () => {
    const draft = await newBoard();
    const { client, close } = await apolloFor(draft);
    const page = await apolloBoard(client, draft, 'id');
    const variables = { d: draft.draftId, n: 1, p: String(draft.players[0]) };
    await client.mutate({ mutation: gql(pick('id')), variables });
    await until(async () => page.shown()[0] === 2 || undefined);
    expect(page.shown()).toEqual([2, 'Team 2', 'Player 1', null, null, null]);
    page.close();
    await close();
  });

  it('shows a pick that an event tells, and what another query read of the same things', async () => {
    const draft = await newBoard();
    const { client, close } = await apolloFor(draft);
    const page = await apolloBoard(client, draft, 'id');
    const live = client
      .subscribe({
        query: gql(`subscription ($d: UUID!) { draftEvents(draftId: $d, after: 2) {
          draft { id currentPick onTheClock { team { id name } } } ... on DraftPicked { pick { id player { id name } } }
        } }`),
        variables: { d: draft.draftId },
      })
      .subscribe(() => undefined);
    const [playerId = 0] = draft.players;
    const { draftId, commissioner: actor } = draft;
    await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber: 1, playerId, actor });
    await until(async () => page.shown()[2] === 'Player 1' || undefined);
    expect(page.shown()).toEqual([2, 'Team 2', 'Player 1', null, null, null]);
    live.unsubscribe();

    const next = { kind: 'MANUAL', draftId, pickNumber: 2, playerId: draft.players[1] ?? 0, actor } as const;
    await applyPick(database.pool, next);
    const picks = gql('query ($d: UUID!) { draft(id: $d) { id picks { nodes { id player { id name } } } } }');
    await client.query({ query: picks, variables: { d: draftId }, fetchPolicy: 'network-only' });
    await until(async () => page.shown()[3] === 'Player 2' || undefined);
    expect(page.shown().slice(2)).toEqual(['Player 1', 'Player 2', null, null]);
    page.close();
    await close();
  });

  it('does not without ids, by which it identifies a cell', async () => {
    const draft = await newBoard();
    const { client, close } = await apolloFor(draft);
    const page = await apolloBoard(client, draft, '__typename');
    const variables = { d: draft.draftId, n: 1, p: String(draft.players[0]) };
    await client.mutate({ mutation: gql(pick('__typename')), variables });
    await until(async () => page.shown()[0] === 2 || undefined);
    expect(page.shown()).toEqual([2, 'Team 2', null, null, null, null]);
    page.close();
    await close();
  });
});

/** What a page of urql's shows of the board before and after a pick, without asking for the board again. */
async function urqlBoards(id: string): Promise<[unknown[], unknown[]]> {
  const draft = await newBoard();
  const headers = { authorization: await authorization(draft) };
  let queries = 0;
  const client = new Client({
    url: `${api.url}/graphql`,
    exchanges: [cacheExchange({ logger: () => undefined }), fetchExchange],
    fetchOptions: { headers },
    fetch: (url, options) => {
      queries += String(options?.body).includes('board') ? 1 : 0;
      return fetch(url, options);
    },
    preferGetMethod: false,
  });
  let newest: unknown[] = [];
  const page = client.query<Board>(board(id), { d: draft.draftId }).subscribe(({ data }) => {
    newest = shown(data);
  });
  await until(async () => newest[0] === 1 || undefined);
  const before = newest;
  const made = await client
    .mutation(pick(id), { d: draft.draftId, n: 1, p: String(draft.players[0]) })
    .toPromise();
  expect(made.error).toBeUndefined();
  expect(queries).toBe(1);
  page.unsubscribe();
  return [before, newest];
}

describe('the cache of urql (graphcache)', () => {
  it('shows a pick on a board that was read before, from the answer to the mutation alone', async () => {
    const [before, after] = await urqlBoards('id');
    expect(before).toEqual([1, 'Team 1', null, null, null, null]);
    expect(after).toEqual([2, 'Team 2', 'Player 1', null, null, null]);
  });

  it('does not without ids, by which it identifies a cell', async () => {
    const [, after] = await urqlBoards('__typename');
    expect(after).toEqual([2, 'Team 2', null, null, null, null]);
  });
});
