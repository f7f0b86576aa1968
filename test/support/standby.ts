import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../src/config/config.ts';
import { chooseAccount } from '../../src/embedded/account.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf, SUPERUSER } from '../../src/embedded/layout.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { type BareOptions, BareServer } from './bare_server.ts';
import { type EmbeddedFolders, FAST } from './embedded_folders.ts';
import { freePort } from './free_port.ts';
import { silentLog } from './silent_log.ts';
import { asAdmin } from './test_server.ts';

/** What the primary knows its standby by. */
export const STANDBY_NAME = 'standby';

/** A primary that a standby is made of. */
export interface Primary {
  readonly dataDir: string;
  readonly superuserUrl: string;
}

/**
 * A real streaming standby of a server that runs, made of a base backup as docs/operations.md says.
 * @param options its folder does not exist yet; the parent is open to everybody
 */
export async function startStandby(primary: Primary, options: BareOptions): Promise<BareServer> {
  await backUp(primary, options.dataDir);
  const { folder } = layoutOf(options.dataDir);
  const { port, password } = new URL(primary.superuserUrl);
  const way = `host=127.0.0.1 port=${port} user=${SUPERUSER} password=${password} application_name=${STANDBY_NAME}`;
  await writeAs(folder, 'standby.signal', '');
  appendFileSync(join(folder, 'postgresql.auto.conf'), `primary_conninfo = '${way}'\n`);
  return BareServer.start(options);
}

/** A primary with our schema, and its standby, in new folders. Nobody starts either again where it ends. */
export async function startPair(
  folders: EmbeddedFolders,
): Promise<{ readonly primary: BareServer; readonly standby: BareServer }> {
  const options = async () => ({
    dataDir: join(folders.empty(), 'data'),
    ...{ port: await freePort(), settings: FAST },
  });
  const first = await options();
  const embedded = await startEmbedded({ dataDir: first.dataDir, log: silentLog, settings: FAST });
  await migrate({ url: embedded.url, roles: readConfig(process.env).roles, log: silentLog });
  await embedded.stop();
  const primary = await BareServer.start(first);
  return { primary, standby: await startStandby(primary, await options()) };
}

/** The URL of several servers of this machine, for whichever of them takes writes: that of one of them, with the ports of all. */
export function urlOfServers(url: string, ports: readonly number[]): string {
  const { username, password, pathname } = new URL(url);
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
  return `postgres://${username}:${password}@${hosts}${pathname}?sslmode=disable&target_session_attrs=read-write`;
}

/** Makes a standby of a server that is stopped; it follows nobody, and stays on the timeline that it was on. */
export function makeStandby(dataDir: string): Promise<void> {
  return writeAs(layoutOf(dataDir).folder, 'standby.signal', '');
}

/** Copies a server into a DATA_DIR while it runs: a base backup that needs the log written since. */
async function backUp({ dataDir, superuserUrl }: Primary, into: string): Promise<void> {
  const from = layoutOf(dataDir);
  const to = layoutOf(into);
  await mkdir(into);
  await chmod(into, 0o755);
  cpSync(from.passwordFile, to.passwordFile);
  const label = await asAdmin(superuserUrl, async (client) => {
    await client.query("select pg_backup_start('base backup', true)");
    execFileSync('cp', ['-a', from.folder, to.folder]);
    const { rows } = await client.query<{ label: string }>(
      'select labelfile as label from pg_backup_stop(false)',
    );
    return rows[0]?.label ?? '';
  });
  for (const name of ['postmaster.pid', 'postmaster.opts', 'standby.signal'])
    rmSync(join(to.folder, name), { force: true });
  const log = join(to.folder, 'pg_wal');
  for (const name of readdirSync(log)) if (statSync(join(log, name)).isFile()) rmSync(join(log, name));
  await writeAs(to.folder, 'backup_label', label);
}

/** Writes a file of a data folder, as the user to whom that belongs. */
async function writeAs(folder: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const { uid, gid } = chooseAccount(folder);
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}
