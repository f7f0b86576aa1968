import pg from 'pg';
import { codeOf } from '../telemetry/error_text.ts';
import type { Log } from '../telemetry/log.ts';
import { MigrationError } from './errors.ts';

/** Names of the roles the API and its visitors run as. */
export type RoleNames = { readonly api: string; readonly visitor: string };

type Who = {
  readonly name: string;
  readonly database: string;
  readonly mayCreateRoles: boolean;
  readonly mayCreateSchemas: boolean;
  /** 150018 for 15.18. */
  readonly version: number;
};

/** From here on membership has options, and creating a role does not include becoming it. */
const MEMBERSHIP_OPTIONS_SINCE = 160_000;
/** Databases of one server share roles and may be migrated at once, each under its own lock. */
const GRANT_ATTEMPTS = 5;
const INSUFFICIENT_PRIVILEGE = '42501';
const TUPLE_CONCURRENTLY_UPDATED = 'XX000';
const ALREADY_THERE = ['42710', '23505'];

/**
 * Makes sure that both roles exist and that the connected user may become them (`set role`). Needs no superuser: a user
 * with CREATEROLE, or roles that an administrator made.
 * @throws MigrationError with the exact statements for an administrator where we may not do it ourselves
 */
export async function ensureRoles(client: pg.ClientBase, roles: RoleNames, log: Log): Promise<void> {
  const who = await whoAmI(client);
  await refuseWithoutSchemas(client, who);
  const names = [roles.api, roles.visitor];
  const state = await readState(client, names, who);
  const missing = names.filter((name) => !state.existing.has(name));
  if (missing.length > 0 && !who.mayCreateRoles) throw askAdministrator(names, state, who);
  for (const name of missing) {
    await createRole(client, name);
    log.info({ role: name }, 'created a database role');
  }
  const now = await readState(client, names, who);
  for (const name of names.filter((each) => !now.settable.has(each))) {
    if (!(await grantMembership(client, name, who))) throw askAdministrator(names, now, who);
  }
  const end = await readState(client, names, who);
  if (end.settable.size < names.length) throw askAdministrator(names, end, who);
}

/**
 * Workers see no jobs and no error where they are not the owner of graphile_worker's tables (row security without
 * policies): it must not come to that.
 */
export async function checkWorkerOwner(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ what: string; owner: string; me: string }>(`
    select what, pg_get_userbyid(owner) as owner, current_user as me
      from (
        select 'schema ' || nspname as what, nspowner as owner from pg_namespace
         where nspname in ('graphile_worker', 'graphile_worker_relay')
        union all
        select 'table ' || oid::regclass::text, relowner from pg_class
         where relnamespace in (to_regnamespace('graphile_worker'), to_regnamespace('graphile_worker_relay'))
           and relkind = 'r'
      ) as owned
     where not pg_has_role(owner, 'USAGE')
     order by what`);
  const [other] = rows;
  if (other === undefined) return;
  throw new MigrationError(
    `${upperFirst(other.what)} belongs to "${other.owner}", but this program connects as "${other.me}", which would see no jobs. ` +
      `Connect as ${other.owner}, or let an administrator run: grant ${quote(other.owner)} to ${quote(other.me)};`,
  );
}

/** Writes a role's name into SQL. */
export function quote(name: string): string {
  return pg.escapeIdentifier(name);
}

async function whoAmI(client: pg.ClientBase): Promise<Who> {
  const { rows } = await client.query<Who>(`
    select current_user as name, current_database() as database,
           rolcreaterole or rolsuper as "mayCreateRoles",
           has_database_privilege(current_database(), 'CREATE') as "mayCreateSchemas",
           current_setting('server_version_num')::int as version
      from pg_roles where rolname = current_user`);
  const [row] = rows;
  if (row === undefined) throw new MigrationError('The connected user is no role of this server.');
  return row;
}

async function refuseWithoutSchemas(client: pg.ClientBase, who: Who): Promise<void> {
  if (who.mayCreateSchemas) return;
  const { rows } = await client.query<{ missing: boolean }>(
    `select to_regnamespace('graphile_worker') is null or to_regnamespace('graphile_worker_relay') is null
         or to_regnamespace('app_migrations') is null as missing`,
  );
  if (rows[0]?.missing !== true) return;
  throw new MigrationError(
    `User "${who.name}" may not create schemas in database "${who.database}". Let an administrator run:\n` +
      `  grant create on database ${quote(who.database)} to ${quote(who.name)};`,
  );
}

type RoleState = { readonly existing: ReadonlySet<string>; readonly settable: ReadonlySet<string> };

async function readState(client: pg.ClientBase, names: readonly string[], who: Who): Promise<RoleState> {
  const may = who.version >= MEMBERSHIP_OPTIONS_SINCE ? 'SET' : 'MEMBER';
  const { rows } = await client.query<{ name: string; settable: boolean }>(
    'select rolname as name, pg_has_role(oid, $2) as settable from pg_roles where rolname = any($1)',
    [names, may],
  );
  return {
    existing: new Set(rows.map(({ name }) => name)),
    settable: new Set(rows.filter(({ settable }) => settable).map(({ name }) => name)),
  };
}

async function createRole(client: pg.ClientBase, name: string): Promise<void> {
  await client.query(`create role ${quote(name)} nologin`).catch((error: Error) => {
    if (!ALREADY_THERE.includes(codeOf(error))) throw error;
  });
}

/** @returns whether it worked; false where only an administrator may */
async function grantMembership(client: pg.ClientBase, name: string, who: Who): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(grantStatement(name, who));
      return true;
    } catch (error) {
      if (codeOf(error) === INSUFFICIENT_PRIVILEGE) return false;
      if (codeOf(error) !== TUPLE_CONCURRENTLY_UPDATED || attempt === GRANT_ATTEMPTS) throw error;
    }
  }
}

function grantStatement(name: string, who: Who): string {
  const membership = `grant ${quote(name)} to ${quote(who.name)}`;
  // `set role` is needed; inheriting the role's rights is not.
  return who.version >= MEMBERSHIP_OPTIONS_SINCE ? `${membership} with inherit false, set true` : membership;
}

function askAdministrator(names: readonly string[], state: RoleState, who: Who): MigrationError {
  const statements = names.flatMap((name) => [
    ...(state.existing.has(name) ? [] : [`create role ${quote(name)} nologin;`]),
    ...(state.settable.has(name) ? [] : [`${grantStatement(name, who)};`]),
  ]);
  return new MigrationError(
    `User "${who.name}" may not create the roles the API runs as, or not become them. Let an administrator run, ` +
      `then start again:\n${statements.map((statement) => `  ${statement}`).join('\n')}`,
  );
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
