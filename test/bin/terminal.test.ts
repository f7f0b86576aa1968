import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Program } from '../../src/processes/program.ts';
import { lineOf } from '../../src/telemetry/terminal_log.ts';
import { EmbeddedFolders } from '../support/embedded_folders.ts';

const LAUNCHER = join(import.meta.dirname, '..', '..', 'bin', 'draft-orchestrator.mjs');
/** Runs a command in a terminal of its own; part of Linux systems. */
const HAS_TERMINAL = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

const folders = new EmbeddedFolders();
afterAll(() => folders.removeAll());

function launch(executable: string, args: readonly string[]): Program {
  const env = { DATA_DIR: join(folders.empty(), 'data'), PORT: '0' };
  return new Program({ executable, args, env, stdin: 'pipe' });
}

/** A word of a shell's command line, whatever is in it: the repository may lie in a folder with a space. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The lines of the log among what was said. */
const logged = (said: string) => said.split('\n').filter((line) => line.startsWith('{'));

describe('npm start', () => {
  it.runIf(HAS_TERMINAL)(
    'in a terminal tells a person how far it is and what to do, and no JSON',
    async () => {
      const command = ['exec', ...[process.execPath, LAUNCHER, 'start'].map(quoted)].join(' ');
      const launched = launch('script', ['-qefc', command, '/dev/null']);
      await launched.untilSaid(/npx draft-orchestrator status/);
      // Ctrl-C, as the terminal takes it.
      launched.child.stdin?.write('\u0003');
      expect(await launched.ended()).toBe(0);
      const said = launched.said().replaceAll('\r', '');
      expect(logged(said)).toEqual([]);
      const steps = [
        'database',
        'schema',
        'clock',
        'API',
        'Draft room',
        'GraphQL',
        'Programs',
        'What to do next',
        'Stopped',
      ];
      expect(steps.map((step) => said.indexOf(step)).sort((a, b) => a - b)).toEqual(
        steps.map((step) => said.indexOf(step)),
      );
      expect(steps.filter((step) => !said.includes(step))).toEqual([]);
    },
  );

  it('elsewhere logs JSON, and says the address on stdout', async () => {
    const launched = launch(process.execPath, [LAUNCHER, 'start']);
    await launched.untilSaid(/npx draft-orchestrator status/);
    launched.child.kill('SIGTERM');
    expect(await launched.ended()).toBe(0);
    const said = launched.said();
    expect(logged(said).map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain('migrating');
    expect(said).not.toContain('Starting Draft Orchestrator');
  });
});

describe('a line of the log for a person', () => {
  it('says what it is, its message and its cause', () => {
    const line = (record: object) => lineOf(JSON.stringify(record));
    expect(line({ level: 40, msg: 'Slow', err: { message: 'timeout' } })).toBe('  warning: Slow (timeout)');
    expect(line({ level: 50, msg: 'No', err: { message: 'No' } })).toBe('  error: No');
    expect(line({ level: 20, msg: 'detail' })).toBe('  detail');
  });
});
