import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { chown } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { asAccount, chooseAccount } from '../../src/embedded/account.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { newDraft, type TestDraft } from '../support/drafts.ts';
import { freePort } from '../support/free_port.ts';
import { startWorker } from '../support/processes.ts';
import { silentFor } from '../support/pulse.ts';
import { pick } from '../support/relay.ts';
import { silentLog } from '../support/silent_log.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
/** Where Debian puts each version of PostgreSQL with all its programs. */
const VERSIONS = '/usr/lib/postgresql';
const NEEDED = [
  'initdb',
  'pg_ctl',
  'pg_basebackup',
  'pg_dump',
  'pg_dumpall',
  'pg_restore',
  'psql',
  'createdb',
];

/** The folder of PostgreSQL's own programs; null where this machine has none. */
function programs(): string | null {
  const found = existsSync(VERSIONS) ? readdirSync(VERSIONS) : [];
  const folders = found.map((version) => join(VERSIONS, version, 'bin'));
  return folders.find((folder) => NEEDED.every((name) => existsSync(join(folder, name)))) ?? null;
}

/** PostgreSQL starts three times, and is copied twice. */
const AT_MOST_MS = 180_000;

const bin = programs();

/** The blocks of a part of docs/operations.md, in their order. */
function blocksOf(heading: string): string[] {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const part = text.split(/^###? /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  return [...part.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
}

describe.skipIf(bin === null)('the steps of docs/operations.md, as they are written,', () => {
  const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-backups-'));
  const place = (name: string) => join(folder, name);
  const account = chooseAccount(place('data'));
  let env: Record<string, string>;
  let db: ConnectionPool;
  let picked: TestDraft;

  /** Runs a block with the programs of PostgreSQL and ours, as whom PostgreSQL runs as. */
  async function sh(block: string | undefined, more: Record<string, string> = {}): Promise<void> {
    expect(block).toBeDefined();
    const options = { ...asAccount(account), cwd: folder };
    await run('bash', ['-euo', 'pipefail', '-c', block ?? ''], {
      ...options,
      env: { ...options.env, ...env, ...more },
    });
  }

  function open(database = 'drafts'): ConnectionPool {
    const url = Object.assign(new URL(env['DATABASE_URL'] ?? ''), { pathname: `/${database}` }).href;
    return createConnectionPool(url, { max: 3, applicationName: 'test', log: silentLog });
  }

  async function versionOf(pool: ConnectionPool, { draftId }: TestDraft) {
    const { rows } = await pool.query<{ pick: number; version: number }>(
      'select current_pick as pick, version from app_public.drafts where id = $1',
      [draftId],
    );
    return rows[0];
  }

  beforeAll(async () => {
    chmodSync(folder, 0o777);
    for (const name of ['archive', 'bin']) mkdirSync(place(name));
    if (account.uid !== undefined && account.gid !== undefined)
      await chown(place('archive'), account.uid, account.gid);
    writeFileSync(place('bin/draft-orchestrator'), `#!/bin/sh\nexec "${process.execPath}" "${MAIN}" "$@"\n`, {
      mode: 0o755,
    });
    const port = await freePort();
    const server = `postgres://postgres@127.0.0.1:${port}/postgres`;
    env = {
      PATH: `${bin}:${place('bin')}:${process.env['PATH']}`,
      PGUSER: 'postgres',
      DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/drafts`,
      OTHER_SERVER_URL: server,
      DATA: place('data'),
      ARCHIVE: place('archive'),
      BACKUP: place('backup'),
      RESTORED: place('restored'),
      PGOPTIONS: '',
    };
    await sh('initdb -D "$DATA" --auth=trust --username=postgres --encoding=UTF8 --locale=C --no-sync');
    const settings = `port = ${port}\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\nfsync = off\n`;
    appendFileSync(place('data/postgresql.conf'), settings);
    await sh(`pg_ctl -D "$DATA" -l server.log -w start && createdb --maintenance-db=${server} drafts`);
    await migrate({ url: env['DATABASE_URL'] ?? '', roles: readConfig({}).roles, log: silentLog });
    db = open();
    picked = await newDraft(db, { teams: 2, rounds: 5, secondsPerPick: 3_600 });
    await pick(db, picked, 1, 2);
  });
  afterAll(async () => {
    for (const name of ['data', 'restored'])
      await sh(`pg_ctl -D "${place(name)}" -m immediate -w stop`).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });

  it('bring a dump back into an empty database: every draft is right, at the pick it was on', async () => {
    const [dump, restore, ...others] = blocksOf('A dump');
    expect(others).toEqual([]);
    await sh(dump);
    const before = await versionOf(db, picked);
    await pick(db, picked, 3, 3);
    // The same server: under another name, since the block names the database itself.
    await db.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await endConnectionPool(db);
    await sh('psql -d "$OTHER_SERVER_URL" -c "alter database drafts rename to drafts_before"');
    await sh(restore, { NEW_DATABASE_URL: env['DATABASE_URL'] ?? '' });
    db = open();
    expect(await versionOf(db, picked)).toEqual(before);
    await endConnectionPool(db);
    await sh(
      'psql -d "$OTHER_SERVER_URL" -c "drop database drafts" -c "alter database drafts_before rename to drafts"',
    );
    db = open();
  });

  it(
    'bring live drafts back to an instant, and give teams their time',
    async () => {
      const [archive, backUp, restore, ...others] = blocksOf('To any instant');
      expect(others).toEqual([]);
      await endConnectionPool(db);
      await sh(archive);
      await sh(backUp);
      db = open();
      // A restore takes longer than any silence that is no outage; this one is quick.
      await silentFor(db, 6);
      const running = await newDraft(db, { teams: 2, rounds: 5, secondsPerPick: 1 });
      await pick(db, picked, 4, 4);
      const before = await versionOf(db, picked);
      const { rows } = await db.query<{ now: string }>('select clock_timestamp()::text as now');
      await pick(db, picked, 5, 6);
      const { rows: closed } = await db.query<{ file: string }>(
        'select pg_walfile_name(pg_switch_wal()) as file',
      );
      // Its file is there before all of it is.
      await until(async () => {
        const { rows: archived } = await db.query<{ file: string | null }>(
          'select last_archived_wal as file from pg_stat_archiver',
        );
        return (archived[0]?.file ?? '') >= (closed[0]?.file ?? '~') || undefined;
      });
      await endConnectionPool(db);
      await sh('pg_ctl -D "$DATA" -m immediate -w stop');

      await sh(restore, { UNTIL: rows[0]?.now ?? '' });
      db = open();
      expect(await versionOf(db, picked)).toEqual(before);
      const worker = await startWorker(env['DATABASE_URL'] ?? '');
      try {
        const kinds = await until(async () => {
          const { rows: events } = await db.query<{ kind: string }>(
            'select kind from app_public.draft_events where draft_id = $1 order by version',
            [running.draftId],
          );
          return events.length > 2 ? events.map(({ kind }) => kind) : undefined;
        });
        expect(kinds.slice(-2)).toEqual(['OPENED', 'TIME_RETURNED']);
        expect(await versionOf(db, picked)).toEqual(before);
      } finally {
        await worker.stop(30_000);
      }
      await endConnectionPool(db);
    },
    AT_MOST_MS,
  );
});
