import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster } from '../../src/embedded/postmaster.ts';
import { Program } from '../../src/processes/program.ts';
import { EmbeddedFolders } from '../support/embedded_folders.ts';
import { findOldNode } from '../support/launcher.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', 'bin', 'draft-orchestrator.mjs');

const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

/** The real program as a service manager would run it, on a DATA_DIR and ports of its own. */
function launch(dataDir: string, command: string): Program {
  const env = { DATA_DIR: dataDir, PORT: '0' };
  return new Program({ executable: findOldNode() ?? process.execPath, args: [LAUNCHER, command], env });
}

describe('draft-orchestrator start', () => {
  it('leaves no process behind after SIGTERM to the launcher, and starts again on the same data', async () => {
    const dataDir = join(folders.empty(), 'data');
    for (const time of ['first', 'second']) {
      const launched = launch(dataDir, 'start');
      const { url } = await launched.untilReady();
      expect(launched.said()).toContain(`GraphQL       ${url} `);
      expect(findPostmaster(layoutOf(dataDir).folder), time).not.toBeNull();
      launched.child.kill('SIGTERM');
      expect(await launched.ended()).toBe(0);
      expect(findPostmaster(layoutOf(dataDir).folder), time).toBeNull();
    }
  });
});
