import type { ApiServices } from '../../../src/api/services.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { newPool } from '../../support/drafts.ts';
import { functionRights } from './functions.ts';
import { mutationRights } from './mutations.ts';
import type { StateRight } from './states.ts';
import { tableRights } from './tables.ts';
import { newWorld, PEOPLE } from './world.ts';

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const head = (first: string) => [row([first, ...PEOPLE]), row(Array(PEOPLE.length + 1).fill('---'))];

/** What is told about a draft in a state: the first answer, and the second where it is another one. */
function statesTable(states: readonly StateRight[]): string[] {
  const rows = Map.groupBy(states, ({ mutation, state }) => `${mutation} ${state}`);
  return [...rows.values()]
    .map((cells) => {
      const { mutation = '', state = '' } = cells[0] ?? {};
      const told = cells.map(({ first, again }) => {
        if (first.code !== again.code) return `${first.code}, then ${again.code}`;
        return again.events === 0 ? first.code : `${first.code}, twice`;
      });
      return row([`\`${mutation}\``, `\`${state}\``, ...told]);
    })
    .sort();
}

/** docs/rights.md, as this database and this program answer. `states`: what stateRights found out. */
export async function rightsDocument(
  db: ConnectionPool,
  services: ApiServices,
  roles: { readonly visitor: string; readonly api: string },
  states: readonly StateRight[],
): Promise<string> {
  const poolId = await newPool(db, 20);
  const tables = await tableRights(db, await newWorld(db, poolId), roles.visitor);
  const changed = tables.filter(({ cells }) => cells.some(({ change }) => change !== '–'));
  const functions = await functionRights(db, roles);
  const changes = await mutationRights(db, services, poolId);
  return `${[
    '# Who may do what',
    '',
    'Written by `npm run rights`: every cell was found out by trying it against the database. A test compares it, so a new table, function or',
    'mutation needs a decision: read the difference, then write the page anew.',
    '',
    'The people are seen from a private league whose draft is in progress. "The team" is the one on the clock. "Another league" is private as',
    'well. The service has no role above the operator, whose tokens say so.',
    '',
    '## What they may ask for',
    '',
    ...head('mutation'),
    ...changes.map(({ name, cells }) => row([`\`${name}\``, ...cells])),
    '',
    '## What they are told about a draft in each state',
    '',
    'Each asked for the same twice. One word: both answers were that, and the second changed nothing. A private draft is one that there is not',
    'for who may not watch it: every mutation and every ticket says `DRAFT_NOT_FOUND`, without numbers, as for an id of nothing.',
    '',
    row(['mutation', 'state', ...PEOPLE]),
    row(Array(PEOPLE.length + 2).fill('---')),
    ...statesTable(states),
    '',
    '## What they may read',
    '',
    'Which rows row-level security lets them see; – where the table itself is closed to the API.',
    '',
    ...head('table'),
    ...tables.map(({ table, cells }) => row([`\`${table}\``, ...cells.map(({ select }) => select)])),
    '',
    '## What they may change in tables directly',
    '',
    'Insert, update, delete and truncate were tried by everybody on every table above.',
    '',
    ...(changed.length === 0
      ? [`Refused in all ${tables.length} tables, to all of them.`]
      : changed.map(({ table, cells }) => row([`\`${table}\``, ...cells.map(({ change }) => change)]))),
    '',
    '## Which functions the roles of the database may call',
    '',
    "The API reads with the visitor's role, and calls functions that change something with its own. Functions that are not here may be called by neither; there are",
    `${functions.filter(({ visitor, api }) => !visitor && !api).length} of them.`,
    '',
    row(['function', 'visitor', 'API']),
    row(['---', '---', '---']),
    ...functions
      .filter(({ visitor, api }) => visitor || api)
      .map(({ name, visitor, api }) => row([`\`${name}\``, visitor ? 'yes' : '–', api ? 'yes' : '–'])),
  ].join('\n')}\n`;
}
