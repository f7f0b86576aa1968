import type { PoolClient } from 'pg';
import { readSettings } from '../../../src/api/viewer.ts';
import type { ConnectionPool } from '../../../src/database/connect.ts';
import { PEOPLE, type World } from './world.ts';

const SCHEMAS = [
  'app_public',
  'app_private',
  'graphile_worker',
  'graphile_worker_relay',
  'draft_orchestrator',
];
const NOTHING = '–';
/** The right is missing; or it is a view that nobody can change. */
const CLOSED = ['42501', '55000'];

/** For a row `t`: what it is to the league that the people are seen from; `draft_id` and `league_id` stand for themselves. */
const BY_LEAGUE = (league: string) =>
  `case ${league} when $1 then 'the league' when $2 then 'another league' when $3 then 'a public league' end`;
const BY_DRAFT = BY_LEAGUE('(select d.league_id from app_public.drafts d where d.id = t.draft_id)');
const BY_TEAM = BY_LEAGUE('(select x.league_id from app_public.teams x where x.id = t.team_id)');
const BY_ENDPOINT = BY_LEAGUE('(select e.league_id from app_public.endpoints e where e.id = t.endpoint_id)');
/** What a manager of a team wrote, or was told. */
const BY_MANAGER = `case when t.manager_id = $5 then 'one''s own' when t.team_id = $4 then 'the team' else ${BY_TEAM.replace('the league', 'the other team')} end`;
const BY_OWNER_OF_POOL = (owner: string) =>
  `case when ${owner} is null then 'those for all' when ${owner} = $5 then 'one''s own' else 'those of others' end`;
const LABELS: Readonly<Record<string, string>> = {
  'app_public.leagues': BY_LEAGUE('t.id'),
  'app_public.teams': BY_LEAGUE('t.league_id'),
  'app_public.drafts': BY_LEAGUE('t.league_id'),
  'app_public.draft_settings': BY_DRAFT,
  'app_public.draft_slots': BY_DRAFT,
  'app_public.draft_events': BY_DRAFT,
  'app_public.previews': BY_DRAFT,
  'app_public.picks': BY_DRAFT,
  'app_public.invitations': BY_TEAM,
  'app_public.endpoints': BY_LEAGUE('t.league_id'),
  'app_public.sources': BY_LEAGUE('t.league_id'),
  'app_public.inbox': BY_LEAGUE('(select s.league_id from app_public.sources s where s.id = t.source_id)'),
  'app_public.deliveries': BY_ENDPOINT,
  'app_public.dead_letters': BY_ENDPOINT,
  'app_public.audit_entries': BY_LEAGUE('t.league_id'),
  'app_public.queue_entries': BY_MANAGER,
  'app_public.team_strategies': BY_MANAGER,
  'app_public.pick_reasons': BY_MANAGER,
  'app_public.player_statuses': `'everything'`,
  'app_public.users': `case when t.id = $5 then 'oneself' else ${BY_LEAGUE(
    `coalesce((select x.league_id from app_public.teams x where x.manager_id = t.id),
              (select l.id from app_public.leagues l where l.commissioner_id = t.id))`,
  )} end`,
  'app_public.rankings': `case when t.owner_id = $5 then 'one''s own' else 'those of others' end`,
  'app_public.player_pools': BY_OWNER_OF_POOL('t.owner_id'),
  'app_public.players': BY_OWNER_OF_POOL(
    '(select p.owner_id from app_public.player_pools p where p.id = t.pool_id)',
  ),
};

/** A table, and for each person what they see of it and whether they can change it, found out by trying. */
export interface TableRights {
  readonly table: string;
  readonly cells: readonly { readonly select: string; readonly change: string }[];
}

/** The rights of everybody on every table of the database: as the API reads for them, with the visitor role. */
export async function tableRights(
  db: ConnectionPool,
  world: World,
  visitorRole: string,
): Promise<TableRights[]> {
  const { rows: tables } = await db.query<{ name: string; key: string[]; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
                   where i.indrelid = c.oid and i.indisprimary) as key,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm') order by 1`,
    [SCHEMAS],
  );
  const rights: TableRights[] = [];
  for (const { name, key, columns } of tables) {
    const cells = [];
    for (const person of PEOPLE) {
      const viewer = world.viewers[person];
      const client = await db.connect();
      try {
        await client.query('begin');
        const labels = await labelled(client, name, key, world, viewer.userId);
        for (const [setting, value] of Object.entries(readSettings(viewer, visitorRole))) {
          await client.query('select set_config($1, $2, true)', [setting, value]);
        }
        cells.push({
          select: await visible(client, name, key, labels),
          change: await changes(client, name, columns[0] ?? ''),
        });
        await client.query('rollback');
      } finally {
        client.release();
      }
    }
    rights.push({ table: name, cells });
  }
  return rights;
}

const identity = (key: readonly string[]) =>
  `concat_ws(' ', ${key.map((column) => `t.${column}`).join(', ')})`;

/** What every row of the table is, by its key. Rows of no league of the world are left out. */
async function labelled(
  client: PoolClient,
  table: string,
  key: readonly string[],
  { own, other, open }: World,
  viewerId: string | null,
): Promise<ReadonlyMap<string, string>> {
  const label = LABELS[table];
  if (label === undefined) return new Map();
  const values = [own.leagueId, other.leagueId, open.leagueId, own.teamIds[0], viewerId];
  const { rows } = await client.query<{ key: string; label: string | null }>(
    `select ${identity(key)} as key, ${label} as label from ${table} t
      where $1::uuid is not null and $2::uuid is not null and $3::uuid is not null
        and ($4::uuid is null or $5::uuid is null or true)`,
    values,
  );
  return new Map(rows.flatMap((row) => (row.label === null ? [] : [[row.key, row.label] as const])));
}

async function visible(
  client: PoolClient,
  table: string,
  key: readonly string[],
  labels: ReadonlyMap<string, string>,
): Promise<string> {
  const rows = await attempt(
    client,
    `select ${key.length === 0 ? `''` : identity(key)} as key from ${table} t`,
  );
  if (rows === null) return NOTHING;
  const seen = new Set(rows.map((row) => String(row['key'])));
  const all = [...new Set(labels.values())].sort();
  const cell = all.flatMap((label) => {
    const keys = [...labels].filter(([, other]) => other === label).map(([one]) => one);
    const count = keys.filter((one) => seen.has(one)).length;
    return count === 0 ? [] : [count === keys.length ? label : `${count} of ${label}`];
  });
  if (labels.size === 0) return 'NOT DECIDED';
  return cell.join(', ') || 'nothing';
}

/** Which changes the database does not refuse. Nothing is changed: the right is judged before rows are looked for. */
async function changes(client: PoolClient, table: string, column: string): Promise<string> {
  const statements = {
    insert: `insert into ${table} (${column}) overriding system value select null where false`,
    update: `update ${table} set ${column} = default where false`,
    delete: `delete from ${table} where false`,
    truncate: `truncate ${table}`,
  };
  const allowed: string[] = [];
  for (const [name, statement] of Object.entries(statements)) {
    if ((await attempt(client, statement)) !== null) allowed.push(name);
  }
  return allowed.join(', ') || NOTHING;
}

/** The rows of a statement; null where the right to it is missing. */
async function attempt(client: PoolClient, statement: string): Promise<Record<string, unknown>[] | null> {
  await client.query('savepoint attempt');
  try {
    const { rows } = await client.query(statement);
    return rows;
  } catch (error) {
    if (!CLOSED.includes((error as { code?: string }).code ?? '')) throw error;
    return null;
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}
