import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster } from '../../src/embedded/postmaster.ts';
import { EmbeddedFolders } from '../support/embedded_folders.ts';
import { findOldNode, Launched } from '../support/launcher.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', 'bin', 'draft-orchestrator.mjs');

const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

/** The real program as a service manager would run it, on a DATA_DIR and ports of its own. */
function launch(dataDir: string, command: string): Launched {
  const { PATH = '', HOME = '' } = process.env;
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: '0' };
  const child = spawn(findOldNode() ?? process.execPath, [LAUNCHER, command], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  return new Launched(child);
}

describe('draft-orchestrator start', () => {
  it('leaves no process behind after SIGTERM to the launcher, and starts again on the same data', async () => {
    const dataDir = join(folders.empty(), 'data');
    for (const time of ['first', 'second']) {
      const launched = launch(dataDir, 'start');
      await launched.untilSaid(/Draft Orchestrator is running/);
      expect(findPostmaster(layoutOf(dataDir).folder), time).not.toBeNull();
      launched.child.kill('SIGTERM');
      expect(await launched.ended()).toMatchObject({ code: 0, signal: null });
      expect(findPostmaster(layoutOf(dataDir).folder), time).toBeNull();
    }
  });
});
