import { readFileSync } from 'node:fs';
import { type Client, createClient } from 'graphql-ws';
import { buildSchema, type GraphQLObjectType, getNamedType, Kind, parse } from 'postgraphile/graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { eventsSdl } from '../../src/api/schema/sdl/events.ts';
import { isSameForAll } from '../../src/api/shared_fields.ts';
import { rollBack, swapPicks, tradePicks } from '../../src/database/deeds.ts';
import { setTeamManager } from '../../src/database/leagues.ts';
import { pauseDraft, setAutopilot } from '../../src/database/life_cycle.ts';
import { applyPick } from '../../src/database/picks.ts';
import { type Api, ask, startApi, tokenFor } from '../support/api.ts';
import { type CountingFront, openCountingFront } from '../support/counting_front.ts';
import { managerId, newDraft, newPool, type TestDraft } from '../support/drafts.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
let database: TestDatabase;
let front: CountingFront;
let api: Api;
let poolId: string;
const clients: Client[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  poolId = await newPool(database.pool);
  front = await openCountingFront(database.url);
  api = await startApi(front.url);
});
afterAll(async () => {
  for (const client of clients) await client.dispose();
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await front.close();
  await database.drop();
});

/** A draft that only its league may watch. */
async function privateDraft(rounds = 10): Promise<TestDraft> {
  const draft = await newDraft(database.pool, { teams: 2, rounds, poolId });
  await database.pool.query('update app_public.drafts set visibility = $1 where id = $2', [
    'PRIVATE',
    draft.draftId,
  ]);
  return draft;
}

async function pick({ draftId, players, commissioner: actor }: TestDraft, pickNumber: number): Promise<void> {
  const playerId = players[pickNumber - 1] ?? 0;
  await applyPick(database.pool, { kind: 'MANUAL', draftId, pickNumber, playerId, actor });
}

async function versionOf(draftId: string): Promise<number> {
  const { rows } = await database.pool.query<{ version: number }>(
    'select version from app_public.drafts where id = $1',
    [draftId],
  );
  return rows[0]?.version ?? 0;
}

const EVENTS = `query ($d: UUID!, $n: Int!) { draft(id: $d) { events(first: $n) {
  kind draft { id state }
  ... on DraftCreated { league { id } pool { id } }
  ... on DraftOpened { pick { pickNumber } team { id } }
  ... on DraftPicked {
    playerId player { id name } pick { id pickNumber player { name } } team { id name } nextTeam { id } nextPick { pickNumber }
  }
  ... on DraftPaused { pick { pickNumber } }
  ... on DraftAutopilotChanged { team { name } }
} } }`;

/** Each object of a draft that has lists in pages, and each of these lists: planned once for all kinds of events, or what is around it is lost. */
function nestedLists(): [field: string, list: string][] {
  const draft = schema.getType('Draft') as GraphQLObjectType;
  const objects = Object.values(draft.getFields()).filter(({ name }) =>
    ['league', 'pool', 'currentTeam'].includes(name),
  );
  return objects.flatMap(({ name, type }) =>
    Object.values((getNamedType(type) as GraphQLObjectType).getFields())
      .filter((list) => list.args.some((argument) => argument.name === 'first'))
      .map((list): [string, string] => [name, list.name]),
  );
}

/** The type of the row that an id names, by the name of the field without `Id`. */
function rowOf(name: string): string {
  if (name === 'pool') return 'PlayerPool';
  if (/manager$/i.test(name)) return 'User';
  return (
    ['Draft', 'League', 'Player', 'Team'].find((type) => name.toLowerCase().endsWith(type.toLowerCase())) ??
    name
  );
}

describe('the events of a draft', () => {
  it('carry the rows beside their ids', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, poolId });
    const { draftId, leagueId, teamIds, players, commissioner } = draft;
    await pick(draft, 1);
    await setAutopilot(database.pool, draftId, teamIds[0] ?? '', true, commissioner);
    await pauseDraft(database.pool, draftId, commissioner);
    const { data, errors } = await ask(api.url, EVENTS, { d: draftId, n: 10 });
    expect(errors).toEqual([]);
    const [first, second] = teamIds.map((id) => ({ id }));
    const player = { id: String(players[0]), name: 'Player 1' };
    const now = { id: draftId, state: 'PAUSED' };
    expect((data as { draft: { events: object[] } }).draft.events).toEqual([
      { kind: 'CREATED', draft: now, league: { id: leagueId }, pool: { id: poolId } },
      { kind: 'OPENED', draft: now, pick: { pickNumber: 1 }, team: first },
      {
        ...{ kind: 'PICKED', draft: now, playerId: player.id, player },
        pick: { id: `${draftId}:1`, pickNumber: 1, player: { name: 'Player 1' } },
        ...{ team: { ...first, name: 'Team 1' }, nextTeam: second, nextPick: { pickNumber: 2 } },
      },
      { kind: 'AUTOPILOT_CHANGED', draft: now, team: { name: 'Team 1' } },
      { kind: 'PAUSED', draft: now, pick: { pickNumber: 2 } },
    ]);
  });

  it('carry both cells of a swap, and who is drafted with each now', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, poolId });
    const { draftId, commissioner: actor } = draft;
    await pick(draft, 1);
    await pick(draft, 2);
    const swap = { pickNumber: 1, otherPickNumber: 2, version: await versionOf(draftId) };
    await swapPicks(database.pool, draftId, swap, { actor, note: 'As agreed' });
    const { data, errors } = await ask(
      api.url,
      `query ($d: UUID!) { draft(id: $d) { events { ... on DraftPicksSwapped {
        pick { pickNumber } player { name } otherPick { pickNumber player { name } } otherPlayer { name }
      } } } }`,
      { d: draftId },
    );
    expect(errors).toEqual([]);
    const [first, other] = [{ name: 'Player 2' }, { name: 'Player 1' }];
    expect((data as { draft: { events: object[] } }).draft.events.at(-1)).toEqual({
      ...{ pick: { pickNumber: 1 }, player: first },
      ...{ otherPick: { pickNumber: 2, player: other }, otherPlayer: other },
    });
  });

  it('have a row beside every id, and a cell beside every number of one, also in what is listed in them', () => {
    const types = eventsSdl.definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ? [schema.getType(definition.name.value) as GraphQLObjectType]
        : [],
    );
    const told = types.flatMap((type) =>
      Object.keys(type.getFields()).flatMap((field) => {
        const isOfDraft = type.getInterfaces().length > 0;
        // What is listed in an event does not say of which draft it is, by which a cell is found.
        const named = isOfDraft ? /^(.+)Id$|^(pick|.+Pick)Number$/ : /^(.+)Id$/;
        const [, byId, byNumber] = named.exec(field) ?? [];
        const row = byId ?? byNumber;
        return row === undefined ? [] : [{ type, field, row, of: byId === undefined ? 'Pick' : rowOf(byId) }];
      }),
    );
    for (const of of ['Draft', 'League', 'Pick', 'Player', 'PlayerPool', 'Team', 'User'])
      expect(told.map((one) => one.of)).toContain(of);
    const without = told.filter(({ type, row, of }) => type.getFields()[row]?.type.toString() !== of);
    expect(without.map(({ type, field }) => `${type.name}.${field}`)).toEqual([]);
  });

  it('carry the team that got another manager, and both managers to who may know them', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, poolId });
    const { draftId, teamIds, commissioner } = draft;
    await setTeamManager(database.pool, teamIds[0] ?? '', managerId(draft, 2), commissioner);
    const query = `query ($d: UUID!) { draft(id: $d) { events { ... on DraftManagerChanged {
      team { name } manager { name } formerManager { name }
    } } } }`;
    const told = async (who: string) => {
      const { data, errors } = await ask(api.url, query, { d: draftId }, await tokenFor(who));
      expect(errors).toEqual([]);
      return (data as { draft: { events: object[] } }).draft.events.at(-1);
    };
    const event = { team: { name: 'Team 1' }, manager: { name: 'Manager 2' } };
    expect(await told(managerId(draft, 1))).toEqual({ ...event, formerManager: { name: 'Manager 1' } });
    // Who drafts for no team any more is unknown to the others.
    expect(await told(managerId(draft, 2))).toEqual({ ...event, formerManager: null });
  });

  it('carry the rows of undone picks, of traded ones, and of the times of teams', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 2, poolId, time: { bankSeconds: 60 } });
    const { draftId, teamIds, commissioner: actor } = draft;
    await pick(draft, 1);
    const trades = [3, 4].map((pickNumber) => ({ pickNumber, toTeamId: teamIds[pickNumber - 3] ?? '' }));
    await tradePicks(database.pool, draftId, { trades }, { actor });
    await rollBack(database.pool, draftId, { toPick: 1, version: await versionOf(draftId) }, { actor });
    const { data, errors } = await ask(
      api.url,
      `query ($d: UUID!) { draft(id: $d) { events {
        ... on DraftRolledBack { undone { team { name } player { name } } teamTimes { team { name } } }
        ... on DraftPicksTraded { trades { fromTeam { name } toTeam { name } } }
      } } }`,
      { d: draftId },
    );
    expect(errors).toEqual([]);
    const [one, two] = [{ name: 'Team 1' }, { name: 'Team 2' }];
    const { events } = (data as { draft: { events: object[] } }).draft;
    expect(events.slice(-2)).toEqual([
      {
        trades: [
          { fromTeam: two, toTeam: one },
          { fromTeam: one, toTeam: two },
        ],
      },
      { undone: [{ team: one, player: { name: 'Player 1' } }], teamTimes: [{ team: one }, { team: two }] },
    ]);
  });

  it.each(nestedLists())('have beside them the same %s as the draft itself', async (field, list) => {
    const { draftId, commissioner } = await newDraft(database.pool, { teams: 2, rounds: 2, poolId });
    const token = await tokenFor(commissioner.kind === 'CLOCK' ? '' : (commissioner.userId ?? ''));
    const selected = `${field} { ${list}(first: 1) { totalCount } }`;
    // By type: on the interface it would be planned for each kind of event, which is more than a query may cost.
    const events = ['DraftCreated', 'DraftOpened'].map((type) => `... on ${type} { draft { ${selected} } }`);
    const query = `query ($d: UUID!) { draft(id: $d) { ${selected} events(first: 2) { ${events.join(' ')} } } }`;
    const { data, errors } = await ask(api.url, query, { d: draftId }, token);
    expect(errors).toEqual([]);
    const { draft } = data as { draft: Record<string, unknown> & { events: { draft: object }[] } };
    expect(draft[field]).not.toBeNull();
    expect(draft.events).toEqual([1, 2].map(() => ({ draft: { [field]: draft[field] } })));
  });

  it('are read with as many statements for many of them as for few', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 10, poolId });
    for (let pickNumber = 1; pickNumber <= 18; pickNumber += 1) await pick(draft, pickNumber);
    const statements = async (n: number) => {
      const before = front.statements;
      const { data } = await ask(api.url, EVENTS, { d: draft.draftId, n });
      expect((data as { draft: { events: unknown[] } }).draft.events).toHaveLength(n);
      return front.statements - before;
    };
    await statements(3);
    const few = await statements(3);
    expect(few).toBeGreaterThan(1);
    expect(await statements(20)).toBe(few);
  });
});

const LIVE = `draftEvents(draftId: $d, after: 2) {
  kind draft { id state currentTeam { name } } ... on DraftPicked { player { name } team { name } pick { player { name } } }
}`;

/** Follows a draft with a subscription of one's own; the next event, or the error that ended it. */
async function follower(draft: TestDraft, slot: number | null, selection = LIVE) {
  const token = slot === null ? null : await tokenFor(managerId(draft, slot));
  const client = createClient({
    ...{ url: `${api.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
    ...(token === null ? {} : { connectionParams: { authorization: `Bearer ${token}` } }),
  });
  clients.push(client);
  const query = `subscription ($d: UUID!) { ${selection} }`;
  const answers = client.iterate<{ draftEvents: object }>({ query, variables: { d: draft.draftId } });
  return async () => {
    const { value } = await answers.next();
    return value?.errors?.[0]?.extensions?.['code'] ?? value?.data?.draftEvents;
  };
}

describe('a subscription', () => {
  it('sends members of a private draft the rows beside the ids, worked out once for all of them', async () => {
    const draft = await privateDraft();
    const members = await Promise.all(Array.from({ length: 40 }, (_, i) => follower(draft, (i % 2) + 1)));
    const first = members.map((next) => next());
    const stranger = await follower(draft, null);
    expect(await stranger()).toBe('DRAFT_NOT_FOUND');
    await pick(draft, 1);
    const told = {
      ...{
        kind: 'PICKED',
        draft: { id: draft.draftId, state: 'IN_PROGRESS', currentTeam: { name: 'Team 2' } },
      },
      ...{ player: { name: 'Player 1' }, team: { name: 'Team 1' }, pick: { player: { name: 'Player 1' } } },
    };
    expect(await Promise.all(first)).toEqual(members.map(() => told));
    const before = front.statements;
    const second = members.map((next) => next());
    await pick(draft, 2);
    expect(await Promise.all(second)).toEqual(members.map(() => expect.objectContaining({ kind: 'PICKED' })));
    // Far fewer than one for each member: the event, its rows, and whether all may still watch.
    expect(front.statements - before).toBeLessThan(members.length / 2);
  });

  it('answers each follower separately where the result depends on who asks', async () => {
    const draft = await privateDraft();
    const mine = 'draftEvents(draftId: $d, after: 2) { kind draft { myTeam { name } } }';
    const [one, two] = [await follower(draft, 1, mine), await follower(draft, 2, mine)];
    const both = Promise.all([one(), two()]);
    await pick(draft, 1);
    expect(await both).toEqual([
      { kind: 'PICKED', draft: { myTeam: { name: 'Team 1' } } },
      { kind: 'PICKED', draft: { myTeam: { name: 'Team 2' } } },
    ]);
  });

  it('is shared only where nothing in it depends on who asks', () => {
    const isShared = (fields: string, fragments = '') =>
      isSameForAll(schema, parse(`subscription { draftEvents(draftId: "x") { ${fields} } } ${fragments}`));
    expect(
      isShared(
        'kind at data ... on DraftPicked { playerId player { name } pick { team { manager { name } } } }',
      ),
    ).toBe(true);
    expect(
      isShared('draft { board { id } slots { nodes { team { name } } } settings { rosterSlots { name } } }'),
    ).toBe(true);
    for (const personal of [
      'draft { myTeam { name } }',
      'draft { queueEntries { totalCount } }',
      'draft { league { drafts { nodes { id } } } }',
      'draft { auditEntries { totalCount } }',
      '... on DraftPicked { player { picks { totalCount } } }',
      '... on DraftPicked { team { invitations { totalCount } } }',
      '... on DraftPicked { pick { picker { name } } }',
      '... on DraftManagerChanged { manager { name } }',
      '... on DraftManagerChanged { formerManager { name } }',
    ]) {
      expect(isShared(personal), personal).toBe(false);
    }
    expect(isShared('draft { ...D }', 'fragment D on Draft { myTeam { id } }')).toBe(false);
  });
});
