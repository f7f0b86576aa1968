import type { EventField } from '../draft/event_kind.ts';
import { eventKinds } from '../draft/event_kinds.ts';
import { leagueEventKinds } from '../draft/league_event_kinds.ts';

/** What a stream of events is of. */
export type StreamKind = 'draft' | 'league';

/** A JSON Schema (2020-12), as far as events need it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** A kind of event, as systems outside see it. */
export interface PublishedKind {
  readonly stream: StreamKind;
  readonly kind: string;
  readonly description: string;
  /** Facts and their types, without rows of the API. */
  readonly fields: Readonly<Record<string, EventField>>;
}

/** GraphQL's scalars and enums in JSON. A type that is missing here is not described (anything fits): a test finds it. */
const TYPES: Readonly<Record<string, JsonSchema>> = {
  UUID: { type: 'string', format: 'uuid' },
  Datetime: { type: 'string', format: 'date-time' },
  String: { type: 'string' },
  Int: { type: 'integer' },
  Float: { type: 'number' },
  Boolean: { type: 'boolean' },
  ID: { type: ['integer', 'string'] },
  PickSource: { type: 'string' },
  UndonePick: { type: 'object' },
  TradedCell: { type: 'object' },
  TeamTime: { type: 'object' },
  GivenWord: {
    type: 'object',
    properties: { teamId: { type: 'string', format: 'uuid' }, word: { type: 'string' } },
    required: ['teamId', 'word'],
  },
  KeptPick: {
    type: 'object',
    properties: {
      pickNumber: { type: 'integer' },
      teamId: { type: 'string', format: 'uuid' },
      playerId: { type: ['integer', 'string'] },
    },
    required: ['pickNumber', 'teamId', 'playerId'],
  },
};
/** Types of fields that hold a row of the API: they are found by the id beside them, and not part of an event outside. */
const ROWS = new Set(['Draft', 'League', 'PlayerPool', 'Team', 'Player', 'Pick', 'User']);

/** Of every event of a draft, whatever happened. */
const DRAFT_FIELDS: Readonly<Record<string, EventField>> = {
  draftId: ['UUID!', 'The draft, by its id.'],
  leagueId: ['UUID!', 'The league of the draft, by its id.'],
  version: ['Int!', 'The number of the event within the draft, from 1 without gaps.'],
  deadline: ['Datetime', 'When the clock of the pick on the clock runs out; null: no clock runs.'],
};
const LEAGUE_FIELDS: Readonly<Record<string, EventField>> = {
  leagueId: ['UUID!', 'The league, by its id.'],
  version: ['Int!', 'The number of the event within the league, from 1 without gaps.'],
};

/** Every kind of event that is sent to other systems, from the tables of event kinds. */
export const publishedKinds: readonly PublishedKind[] = [
  ...Object.entries(eventKinds).map(([kind, { description, fields }]) => ({
    ...{ stream: 'draft' as const, kind, description },
    fields: { ...factsOf(fields), ...DRAFT_FIELDS },
  })),
  ...Object.entries(leagueEventKinds).map(([kind, { description, fields }]) => ({
    ...{ stream: 'league' as const, kind, description },
    fields: { ...fields, ...LEAGUE_FIELDS },
  })),
];

const byName = new Map(
  publishedKinds.map((published) => [`${published.stream} ${published.kind}`, published]),
);

/** A kind by its stream and name; undefined: this program does not know it. */
export function publishedKind(stream: StreamKind, kind: string): PublishedKind | undefined {
  return byName.get(`${stream} ${kind}`);
}

/** The path of a kind's schema, under the address of the service. */
export function schemaPath(stream: StreamKind, kind: string): string {
  return `/schemas/${stream}/${kind.toLowerCase()}`;
}

/** The JSON Schema of the `data` of events of a kind. `base`: the address of the service. */
export function schemaOf({ stream, kind, description, fields }: PublishedKind, base: string): JsonSchema {
  const entries = Object.entries(fields);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: base + schemaPath(stream, kind),
    title: `${stream} ${kind}`,
    description,
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, [type, sentence]]) => [name, { ...typeOf(type), description: sentence }]),
    ),
    required: entries.flatMap(([name, [type]]) => (type.endsWith('!') ? [name] : [])),
  };
}

function factsOf(fields: object): Record<string, EventField> {
  const facts = Object.entries(fields as Record<string, EventField>);
  return Object.fromEntries(facts.filter(([, [type]]) => !ROWS.has(type.replace(/[[\]!]/g, ''))));
}

/** A type as GraphQL writes it: `Int!`, `[UUID!]!`. */
function typeOf(written: string): JsonSchema {
  if (!written.endsWith('!')) return orNull(typeOf(`${written}!`));
  const type = written.slice(0, -1);
  const list = /^\[(.+)\]$/.exec(type)?.[1];
  return list === undefined ? (TYPES[type] ?? {}) : { type: 'array', items: typeOf(list) };
}

function orNull(schema: JsonSchema): JsonSchema {
  if (schema['type'] === undefined) return schema;
  return { ...schema, type: [schema['type'], 'null'].flat() };
}
