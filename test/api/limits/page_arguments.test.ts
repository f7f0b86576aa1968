import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  getOperationAST,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  print,
} from 'postgraphile/graphql';
import { describe, expect, it } from 'vitest';
import * as client from '../../../client/operations.generated.ts';
import { judgeArguments } from '../../../src/api/limits/argument_sizes.ts';
import { judgeNulls, withoutLeftOut } from '../../../src/api/limits/defaulted_variables.ts';
import { clientOperations, KnownOperations } from '../../../src/api/limits/known_operations.ts';
import { biggestPage, mostRows } from '../../../src/api/limits/page_rows.ts';
import { judgeShape, judgeSizes, shapeOf } from '../../../src/api/limits/query_shape.ts';

const ROOT = new URL('../../../', import.meta.url);
const schema = buildSchema(readFileSync(new URL('schema.graphql', ROOT), 'utf8'));
const query = schema.getQueryType() as GraphQLObjectType;

interface Place {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  /** A selection in the field as part of a whole query, with these arguments. */
  readonly text: (page: string, inside?: string) => string;
}

/** Every field of every type that a query can reach, each by the shortest way. */
function everyField(): Place[] {
  const places: Place[] = [];
  const seen = new Set<GraphQLObjectType>();
  const open: [GraphQLObjectType, (inside: string) => string][] = [[query, (inside) => `{ ${inside} }`]];
  for (const [type, way] of open) {
    if (seen.has(type)) continue;
    seen.add(type);
    for (const field of Object.values(type.getFields())) {
      const needed = field.args.flatMap(({ name, type: kind, defaultValue }) =>
        String(kind).endsWith('!') && defaultValue === undefined ? [`${name}: ${sample(String(kind))}`] : [],
      );
      const named = getNamedType(field.type);
      const text = (page: string, inside = '__typename') => {
        const given = [...needed, ...(page === '' ? [] : [page])].join(', ');
        const selection = isLeaf(String(named)) ? '' : ` { ${inside} }`;
        return way(`${field.name}${given === '' ? '' : `(${given})`}${selection}`);
      };
      places.push({ type, field, text });
      const isPage = hasPage(field);
      if (isObjectType(named)) open.push([named, (inside) => text(isPage ? 'first: 1' : '', inside)]);
    }
  }
  return places;
}

const isLeaf = (name: string) =>
  ['ScalarTypeDefinition', 'EnumTypeDefinition'].includes(
    schema.getType(name)?.astNode?.kind ?? 'ScalarTypeDefinition',
  );
const sample = (type: string) => (type.startsWith('UUID') ? '"00000000-0000-4000-8000-000000000000"' : '1');
const hasPage = (field: GraphQLField<unknown, unknown>) => field.args.some(({ name }) => name === 'first');

const places = everyField();
const pages = places.filter(({ field }) => hasPage(field));
const named = ({ type, field }: Place) => `${type.name}.${field.name}`;
const codeOf = (text: string, variables?: Record<string, unknown>) => {
  const document = parse(text);
  const refused = variables
    ? judgeSizes({ schema, document, operationName: null, variables }).refused
    : judgeShape(schema, document);
  return refused?.extensions ?? null;
};

describe('every list of the schema', () => {
  it('is a page, or a part of one, or holds plain values', () => {
    const others = places.filter(
      (place) =>
        isListType(getNullableType(place.field.type)) &&
        !isLeaf(getNamedType(place.field.type).name) &&
        !hasPage(place.field) &&
        !/^(\w+Connection)\.(nodes|edges)$/.test(named(place)),
    );
    // They are read with their draft, whole, and count as what they can hold.
    expect(others.map(named).sort()).toEqual([
      'DraftMoment.cells',
      'DraftSettings.forfeits',
      'DraftSettings.keepers',
      'DraftSettings.positionMaximums',
      'DraftSettings.rosterSlots',
      'DraftSettings.secondsPerPickByRound',
      'DraftSettings.tradedPicks',
      'Me.needs',
      'Numbers.minutes',
      'Numbers.rounds',
      'Numbers.sources',
      'Query.strategies',
      'Query.suggestPicks',
      'Query.timePresets',
      'QuietHours.windows',
      'RollBackPreview.undone',
      'ServiceStatus.failing',
      'ServiceStatus.figures',
      'ServiceStatus.overdue',
      'ServiceStatus.problems',
      'ServiceStatus.workers',
    ]);
    for (const { type, field, text } of others)
      expect(shapeOf(schema, parse(text(''))).rows).toBe(mostRows(type.name, field.name));
    expect(pages.length).toBeGreaterThan(15);
  });

  it.each(pages.map((place) => [named(place), place] as const))(
    '%s refuses a page of an absurd size',
    (_, place) => {
      const biggest = biggestPage(place.type.name, place.field.name);
      const absurd: [argument: string, value: number][] = [
        -2_147_483_648,
        -1,
        biggest + 1,
        2_147_483_647,
      ].flatMap((value) => [
        ['first', value],
        ['last', value],
      ]);
      for (const [argument, value] of [...absurd, ['offset', -1] as const, ['offset', 10_001] as const]) {
        if (!place.field.args.some(({ name }) => name === argument)) continue;
        const problem = { code: 'INPUT_INVALID', numbers: { argument, found: value } };
        expect(codeOf(place.text(`${argument}: ${value}`))).toMatchObject(problem);
        const asVariable = `query ($n: Int) ${place.text(`${argument}: $n`)}`;
        expect(codeOf(asVariable)).toBeNull();
        expect(codeOf(asVariable, { n: value })).toMatchObject(problem);
        expect(codeOf(asVariable.replace('$n: Int', `$n: Int = ${value}`), {})).toMatchObject(problem);
      }
    },
  );

  it.each(pages.map((place) => [named(place), place] as const))(
    '%s counts as many rows as it can hold',
    (_, place) => {
      const rows = (page: string) => shapeOf(schema, parse(place.text(page))).rows;
      const holds = mostRows(place.type.name, place.field.name);
      const byDefault = place.field.args.find(({ name }) => name === 'first')?.defaultValue;
      const one = rows('first: 1');
      expect(rows('') - one).toBe((byDefault === undefined ? holds : Number(byDefault)) - 1);
      expect(rows('first: 20') - one).toBe(19);
      const hasLast = place.field.args.some(({ name }) => name === 'last');
      if (hasLast) expect(rows('last: 20') - one).toBe(19);
    },
  );
});

describe('a query', () => {
  const picks = (first: string) => `{ drafts(first: 10) { nodes { picks${first} { nodes { round } } } } }`;

  it('counts the whole board of a draft that it names as large as that draft is', () => {
    const cell =
      'a: round b: round c: round d: round e: round f: round g: round h: round i: round j: round k: round';
    const judged = (text: string, cells: number) => {
      const variables = { d: 'x' };
      return judgeSizes({ schema, document: parse(text), operationName: null, variables }, cells);
    };
    const board = `board { ${cell} team { id name } player { id name } }`;
    const named = [
      `query ($d: UUID!) { draft(id: $d) { ${board} } }`,
      `query ($d: UUID!) { draft(id: $d) { picks { nodes { ${cell} team { id name } player { id name } } } } }`,
      `query ($d: UUID!) { draft(id: $d) { ...D } databaseTime } fragment D on Draft { ${board} }`,
      `mutation ($d: UUID!) { startDraft(draftId: $d) { draft { ${board} } } }`,
      `subscription ($d: UUID!) { draftEvents(draftId: $d) { ... on DraftPicked { draft { ${board} } } } }`,
      `query ($d: UUID!) { draft(id: $d) { skipped { ${cell} team { id name } player { id name } } } }`,
      `mutation ($d: UUID!) { skipPick(draftId: $d, pickNumber: 1) { draft { ${board.replace('board', 'skipped')} } } }`,
      `query ($d: UUID!) { rollBackPreview(draftId: $d) { undone { a: pickNumber b: pickNumber team { id name } player { id name } } } }`,
    ];
    for (const text of named) {
      expect(codeOf(text), text).toBeNull();
      expect(judged(text, 6_400).refused?.extensions['numbers'], text).toMatchObject({ what: 'values' });
      expect(judged(text, 180).refused, text).toBeNull();
      expect(judged(text, 180).boardsOf, text).toEqual(['x']);
    }
    // Of other drafts nothing is known.
    for (const other of [
      `query ($d: UUID!) { draft(id: $d) { league { drafts(first: 1) { nodes { ${board} } } } } }`,
      `query ($d: UUID!) { draft(id: $d) { id } drafts(first: 1) { nodes { ${board} } } }`,
      `query ($d: UUID!) { draft(id: $d) { onTheClock { pick { draft { ${board} } } } } }`,
    ]) {
      expect(codeOf(other), other).toMatchObject({ code: 'QUERY_TOO_LARGE' });
      expect(judged(other, 180).refused, other).not.toBeNull();
    }
  });

  it('counts the whole board of a draft that it makes as large as that will be', () => {
    const board = 'draft { id board { id pickNumber team { id name } player { id name } } }';
    const values = (text: string, variables: Record<string, unknown>) => {
      const { refused, boardsOf } = judgeSizes({
        schema,
        document: parse(text),
        operationName: null,
        variables,
      });
      expect(refused?.extensions['numbers'], text).toMatchObject({ what: 'values' });
      expect(codeOf(text), text).toBeNull();
      return boardsOf;
    };
    const draft = `mutation ($t: [UUID!]!, $s: DraftSettingsInput!) { createDraft(leagueId: "x", poolId: "x", teamIds: $t, settings: $s) { ${board} } }`;
    expect(values(draft, { t: Array(12).fill('x'), s: { rounds: 15 } })).toEqual([180]);
    for (const s of [{ rounds: 1_000_000 }, { rounds: '15' }, { rounds: -1 }, {}, null])
      expect(values(draft, { t: Array(12).fill('x'), s })).toEqual([6_400]);
    const written = draft.replace(
      '$t, settings: $s',
      '["x", "x"], settings: { rounds: 4, secondsPerPick: 5 }',
    );
    expect(values(written.replace(/\(\$t.*?\) \{/, '{'), {})).toEqual([8]);
    const preview = `mutation ($b: Int, $s: Int) { createPreview(bots: $b, seat: $s) { ${board} } }`;
    expect(values(preview, {})).toEqual([11 * 15]);
    expect(values(preview, { b: 3, s: 1 })).toEqual([4 * 15]);
    expect(values(preview, { b: 3, s: null })).toEqual([3 * 15]);
  });

  it('counts every cell of a board that is asked for without a page, and otherwise the size of the page', () => {
    expect(codeOf(picks(''))).toMatchObject({ code: 'QUERY_TOO_LARGE', numbers: { what: 'rows' } });
    expect(codeOf(picks('(first: 180)'))).toBeNull();
    const sized = `query ($n: Int) ${picks('(first: $n)')}`;
    expect(codeOf(sized, { n: 180 })).toBeNull();
    for (const variables of [{}, { n: null }, { n: 6_400 }])
      expect(codeOf(sized, variables)).toMatchObject({ code: 'QUERY_TOO_LARGE' });
  });

  it('counts values as well as rows', () => {
    const wide = Array.from({ length: 16 }, (_, n) => `a${n}: round`).join(' ');
    const text = `{ drafts(first: 1) { nodes { picks { nodes { ${wide} } } } } }`;
    expect(codeOf(text)).toMatchObject({ code: 'QUERY_TOO_LARGE', numbers: { what: 'values' } });
  });

  it('counts of an event what is selected of one kind of it, for it is of no other', () => {
    const fields = (name: string) => Array.from({ length: 50 }, (_, n) => `${name}${n}: version`).join(' ');
    const kinds = ['DraftPicked', 'DraftOpened', 'DraftPaused'];
    const inKinds = kinds.map((kind) => `... on ${kind} { ${fields(kind)} }`).join(' ');
    const named = kinds.map((kind) => `fragment ${kind}Facts on ${kind} { ${fields(kind)} }`).join(' ');
    const events = (selected: string, others = '') =>
      `query ($d: UUID!) { draft(id: $d) { events(first: 500) { ${selected} } } } ${others}`;
    expect(codeOf(events(inKinds))).toBeNull();
    expect(codeOf(events(kinds.map((kind) => `...${kind}Facts`).join(' '), named))).toBeNull();
    expect(codeOf(events(kinds.map(fields).join(' ')))).toMatchObject({ numbers: { what: 'values' } });
  });

  it('counts what planning it costs', () => {
    const pagesOf = (count: number) =>
      `{ draft(id: "00000000-0000-4000-8000-000000000000") { ${Array.from({ length: count }, (_, n) => `a${n}: picks(first: 1) { totalCount }`).join(' ')} } }`;
    expect(codeOf(pagesOf(25))).toBeNull();
    expect(codeOf(pagesOf(31))).toMatchObject({ code: 'QUERY_TOO_LARGE', numbers: { what: 'planning' } });
  });
});

describe('a value that a query is given', () => {
  const problemOf = (text: string, variables: Record<string, unknown> = {}) =>
    judgeArguments(parse(text), null, variables)?.extensions ?? null;
  const refusedFor = (argument: string) => ({ code: 'INPUT_INVALID', numbers: { argument } });
  const search = (text: string) => `{ leagues(condition: { search: "${text}" }) { totalCount } }`;
  const byVariable = 'query ($c: LeagueCondition) { leagues(condition: $c) { totalCount } }';
  const ordered = 'query ($o: [DraftOrderBy!]) { drafts(orderBy: $o) { totalCount } }';

  it('is no longer than what can be looked for, however it comes', () => {
    const long = 'x'.repeat(1_001);
    expect(problemOf(search('x'.repeat(1_000)))).toBeNull();
    expect(problemOf(search(long))).toMatchObject(refusedFor('search'));
    expect(problemOf(byVariable, { c: { search: long } })).toMatchObject(refusedFor('search'));
    const byDefault = byVariable.replace('LeagueCondition', `LeagueCondition = { search: "${long}" }`);
    expect(problemOf(byDefault)).toMatchObject(refusedFor('search'));
    const find = clientOperations().find((known) => print(known).includes('query FindPlayers'));
    expect(judgeArguments(find as DocumentNode, null, { search: long })?.extensions).toMatchObject(
      refusedFor('search'),
    );
  });

  it('may be a list of few entries, and of no more', () => {
    const orders = (count: number) => Array.from({ length: count }, () => 'NATURAL');
    expect(problemOf(ordered, { o: orders(100) })).toBeNull();
    expect(problemOf(ordered, { o: orders(101) })).toMatchObject(refusedFor('o'));
    const written = `{ drafts(orderBy: [${orders(101).join(' ')}]) { totalCount } }`;
    expect(problemOf(written)).toMatchObject(refusedFor('orderBy'));
  });

  it('has no NUL, and the refusal says so', () => {
    const told = 'search has the character U+0000, which no text here can hold; take it out.';
    const written = judgeArguments(parse(search('a\\u0000')), null, {});
    expect([written?.extensions, written?.message]).toMatchObject([
      refusedFor('search'),
      expect.stringContaining(told),
    ]);
    expect(judgeArguments(parse(byVariable), null, { c: { search: '\u0000' } })?.message).toContain(told);
  });

  it('is refused before anybody reads it where it is one of too many, in a mutation as well', () => {
    const create = 'mutation ($p: [NewPlayerInput!]!) { createPool(name: "x", players: $p) { pool { id } } }';
    const players = (count: number, positions: number) =>
      Array.from({ length: count }, () => ({ name: 'a', positions: Array(positions).fill('RB') }));
    expect(problemOf(create, { p: players(5_000, 8) })).toBeNull();
    expect(problemOf(create, { p: players(5_000, 10) })).toMatchObject({
      code: 'INPUT_INVALID',
      numbers: { limit: 60_000 },
    });
    expect(problemOf(create, { p: players(10_000, 0) })).toBeNull();
    const tooLong = { code: 'INPUT_INVALID', numbers: { argument: 'p', limit: 10_000 } };
    expect(problemOf(create, { p: players(10_001, 0) })).toMatchObject(tooLong);
    const odd = Object.fromEntries(Array.from({ length: 60_001 }, (_, n) => [`field${n}`, n]));
    expect(problemOf(create, { p: [odd] })).toMatchObject(refusedFor('p'));
  });

  it('may be as deep as it likes: whoever judges it does not call itself', () => {
    let deep: unknown = 'x'.repeat(1_001);
    for (let depth = 0; depth < 50_000; depth += 1) deep = depth % 2 === 0 ? [deep] : { search: deep };
    expect(problemOf(byVariable, { c: deep })).toMatchObject(refusedFor('search'));
    expect(problemOf('mutation { renameMe(name: "a") { name } }', { c: deep })).toBeNull();
  });

  it('has no field of a name that nobody would write', () => {
    const odd = { ['x'.repeat(1_001)]: 1 };
    for (const text of [byVariable, 'mutation ($c: JSON) { setStrategy(options: $c) { draft { id } } }'])
      expect(problemOf(text, { c: [odd] })).toMatchObject({ numbers: { argument: '', limit: 1_000 } });
  });

  it('is judged by its own shape in a mutation', () => {
    const queue = 'mutation ($p: [ID!]!) { setQueue(playerIds: $p) { playerIds } }';
    expect(problemOf(queue, { p: Array.from({ length: 500 }, (_, n) => n) })).toBeNull();
    const written = `mutation { setQueue(playerIds: [${Array(500).fill('"1"').join(' ')}]) { playerIds } }`;
    expect(problemOf(written)).toBeNull();
    const spread =
      'mutation ($p: [ID!]!) { ...Set } fragment Set on Mutation { setQueue(playerIds: $p) { playerIds } }';
    expect(problemOf(spread, { p: Array(500).fill('1') })).toBeNull();
  });

  it('is judged as in a query where the answer of a mutation is asked for by it', () => {
    const long = 'x'.repeat(1_001);
    const read = (search: string) =>
      `renameMe(name: "a") { user { leagues(search: ${search}) { totalCount } } }`;
    const asked = 'mutation ($s: String)';
    for (const text of [
      `mutation { ${read(JSON.stringify(long))} }`,
      `${asked.replace('String', `String = "${long}"`)} { ${read('$s')} }`,
      `mutation { ...Rename } fragment Rename on Mutation { ${read(JSON.stringify(long))} }`,
      `mutation { renameMe(name: "a") { user { ...Read } } } fragment Read on User { leagues(search: "${long}") { totalCount } }`,
    ])
      expect(problemOf(text)).toMatchObject(refusedFor(text.includes('$s') ? 's' : 'search'));
    expect(problemOf(`${asked} { ${read('$s')} }`, { s: long })).toMatchObject(refusedFor('s'));
  });
});

/** Every argument that has a default and cannot be null, with a document in which a variable that may be null stands for it. */
function defaulted(): [argument: string, text: string][] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    !isObjectType(type) || type.name.startsWith('__')
      ? []
      : Object.values(type.getFields()).flatMap((field) =>
          field.args
            .filter((argument) => isNonNullType(argument.type) && argument.defaultValue !== undefined)
            .map((argument): [string, string] => {
              const kind = String(getNullableType(argument.type));
              const inside = isLeaf(getNamedType(field.type).name) ? '' : '{ __typename }';
              const operation =
                type === schema.getMutationType() ? 'mutation' : type === query ? 'query' : null;
              const own = `${field.name}(${argument.name}: $v) ${inside}`;
              return [
                argument.name,
                operation === null
                  ? `query ($v: ${kind}) { ...F } fragment F on ${type.name} { ${own} }`
                  : `${operation} ($v: ${kind}) { ${own} }`,
              ];
            }),
        ),
  );
}

const PICKS = `mutation ($v: QuietPicks) {
  createDraft(settings: { quietHours: { zone: "UTC", picks: $v, windows: [] } }) { draft { id } }
}`;

describe('an argument that has a default and cannot be null', () => {
  const judged = (document: DocumentNode, variables: Record<string, unknown>) => {
    const operation = getOperationAST(document);
    if (!operation) throw new Error('No operation');
    const fragments = Object.fromEntries(
      document.definitions.flatMap((one) =>
        one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [],
      ),
    );
    const planned = withoutLeftOut(schema, document, { operation, fragments }, variables);
    return {
      refused: judgeNulls(schema, document, operation, variables)?.extensions ?? null,
      planned,
      text: [planned.operation, ...Object.values(planned.fragments)].map((one) => print(one)).join('\n'),
    };
  };

  it('is tried wherever the schema has one', () => {
    const inInputs = Object.values(schema.getTypeMap()).flatMap((type) =>
      isInputObjectType(type)
        ? Object.values(type.getFields())
            .filter((field) => isNonNullType(field.type) && field.defaultValue !== undefined)
            .map((field) => `${type.name}.${field.name}`)
        : [],
    );
    expect(inInputs).toEqual(['QuietHoursInput.picks']);
    expect(defaulted().length).toBeGreaterThan(8);
  });

  it.each([...defaulted(), ['quietHours.picks', PICKS] as [string, string]])(
    '%s refuses a variable that is null, and is planned without one that is left out (%#)',
    (path, text) => {
      const document = parse(text);
      expect(judged(document, { v: null }).refused).toMatchObject({
        code: 'INPUT_INVALID',
        numbers: { argument: expect.stringMatching(new RegExp(`${path}$`)) },
      });
      expect(judged(document, { v: 1 }).refused).toBeNull();
      expect(judged(document, { v: 1 }).text).toContain(': $v');
      const leftOut = judged(document, {});
      expect(leftOut.refused).toBeNull();
      expect(leftOut.text).not.toContain(': $v');
      // Plans are kept by the operation that they were made of.
      expect(judged(document, {}).planned).toBe(leftOut.planned);
      const nullByDefault = parse(text.replace(/(\$v: \w+)/, '$1 = null'));
      expect(judged(nullByDefault, {}).refused).toMatchObject({ code: 'INPUT_INVALID' });
    },
  );

  it('counts as its default where the variable is left out', () => {
    const events = 'query ($n: Int) { draft(id: "x") { events(first: $n) { version } } }';
    const many = Array.from({ length: 230 }, (_, n) => `a${n}: version`).join(' ');
    expect(codeOf(events.replace('version', many), {})).toBeNull();
    expect(codeOf(events.replace('version', many), { n: 500 })).toMatchObject({
      numbers: { what: 'values' },
    });
  });
});

describe('a selection on an interface', () => {
  const events = (inside: string) =>
    `{ draft(id: "00000000-0000-4000-8000-000000000000") { events { ${inside} } } }`;
  const draftOf = (count: number) =>
    Array.from({ length: count }, (_, n) => `d${n}: draft { version }`).join(' ');

  it('counts once for each type that it may be, because each is planned', () => {
    const types = schema.getPossibleTypes(schema.getType('DraftEvent') as GraphQLInterfaceType).length;
    const planningOf = (inside: string) => shapeOf(schema, parse(events(inside))).planning;
    const without = planningOf('version');
    expect(planningOf('draft { version }') - without).toBe(types);
    expect(planningOf('... on DraftEvent { draft { version } }') - without).toBe(types);
    expect(planningOf('... on DraftPicked { draft { version } }') - without).toBe(1);
    expect(planningOf('draft { league { name } }') - without).toBe(2 * types);
  });

  it('is refused with what planning counts, and where to put it instead', () => {
    const document = parse(events(draftOf(100)));
    const message = judgeShape(schema, document)?.message ?? '';
    expect(message).toContain(
      'it takes more than 150 points of planning. Each list counts 4 and each object 1',
    );
    expect(message).toContain('counts once for each kind of event: put it into "... on DraftPicked { … }"');
    const moved = events(`... on DraftPicked { ${draftOf(100)} }`);
    expect(codeOf(moved)).toBeNull();
  });

  it('is refused where it is inside of another one: planning would take minutes', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'version' : `draft { events { ${nested(depth - 1)} } }`;
    for (const inside of [nested(2), nested(4), draftOf(100)])
      expect(codeOf(events(inside)), inside).toMatchObject({
        code: 'QUERY_TOO_LARGE',
        numbers: { what: 'planning' },
      });
    expect(codeOf(events(draftOf(5)))).toBeNull();
  });

  it('has no events inside of an event: Grafast would answer null for most of them', () => {
    const inside = (place: string) => events(`... on DraftPicked { draft { ${place} } }`);
    expect(codeOf(inside('events(first: 1) { version }'))).toMatchObject({ code: 'QUERY_INVALID' });
    const spread = `${inside('...D')} fragment D on Draft { events(first: 1) { kind } }`;
    expect(codeOf(spread)).toMatchObject({ code: 'QUERY_INVALID' });
    expect(codeOf('{ drafts(first: 1) { nodes { events(first: 1) { draft { id } } } } }')).toBeNull();
  });
});

describe('the operations of our own client', () => {
  it('are known as it sends them, in another layout, and only as a whole', () => {
    const known = new KnownOperations(clientOperations());
    const sent = Object.entries(client).flatMap(([name, text]) =>
      name.endsWith('Document') ? [String(text)] : [],
    );
    expect(sent.length).toBeGreaterThan(5);
    for (const text of sent) {
      expect(known.find(parse(text)), text).not.toBeNull();
      expect(known.looksNeverRefused(text), text).toBe(!/^\s*query/.test(text));
      expect(known.find(parse(text.replace(/\s+/g, ' ')))).not.toBeNull();
      expect(known.find(parse(text.replace('draftId', 'draftID')))).toSatisfy(
        (found) => found === null || !text.includes('draftId'),
      );
      expect(known.find(parse(`${text} query More { databaseTime }`))).toBeNull();
    }
  });

  it('are within the limits of every query', () => {
    for (const operation of clientOperations()) expect(judgeShape(schema, operation)).toBeNull();
  });
});
