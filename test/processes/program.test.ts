import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Program, ProgramEnded } from '../../src/processes/program.ts';
import { until } from '../support/until.ts';

const ROOT = join(import.meta.dirname, '..', '..');

const programs: Program[] = [];
afterEach(async () => {
  for (const program of programs.splice(0)) await program.kill();
});

/** Runs some JavaScript. */
function runs(script: string, options: Partial<ConstructorParameters<typeof Program>[0]> = {}): Program {
  const program = new Program({ args: ['--eval', script], ...options });
  programs.push(program);
  return program;
}

const STAYS = 'setInterval(() => {}, 1000);';

describe('a program', () => {
  it('is ready by the field "ready" of a line of its log, whatever the sentence beside it and however it is cut', async () => {
    const line = JSON.stringify({
      level: 30,
      ready: 'server',
      url: 'http://h:1/graphql',
      msg: 'Any sentence',
    });
    const cut = line.indexOf('url');
    const program = runs(
      `process.stderr.write(${JSON.stringify(`{"msg":"not ready"}\nready\n{"ready":\n${line.slice(0, cut)}`)});
       setTimeout(() => process.stderr.write(${JSON.stringify(`${line.slice(cut)}\n`)}), 20); ${STAYS}`,
    );
    expect(program.readiness).toBeNull();
    expect(await program.untilReady()).toEqual({ ready: 'server', url: 'http://h:1/graphql' });
    expect(program.hasEnded()).toBe(false);
  });

  it('that ends before it is ready fails with its output and how it ended', async () => {
    const program = runs(`console.error('there is no database'); process.exitCode = 3`);
    const failure = await program.untilReady().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProgramEnded);
    expect(String(failure)).toMatch(/ended \(3\) before being ready\. Its output:\nthere is no database/);
    await expect(program.untilSaid(/hello/)).rejects.toThrow('ended (3) before writing /hello/');
    expect(await program.ended()).toBe(3);
  });

  it('that cannot be started has ended, with the reason', async () => {
    const program = new Program({ args: [], executable: join(ROOT, 'there_is_no_such_program') });
    expect(await program.ended()).toContain('ENOENT');
    expect(program.pid).toBe(0);
  });

  it('is waited for only until the signal aborts', async () => {
    const giveUp = new AbortController();
    const waiting = runs(STAYS).untilReady(giveUp.signal);
    giveUp.abort(new Error('It took too long'));
    await expect(waiting).rejects.toThrow('It took too long');
  });

  it('that does not stop when it is asked to is killed', async () => {
    const program = runs(`process.on('SIGTERM', () => {}); console.log('up'); ${STAYS}`);
    await program.untilSaid(/up/);
    expect(await program.stop(50)).toBe('SIGKILL');
  });

  it.each([
    ['all', undefined, /^first\n.*last\n$/s],
    ['the end', 5, /^last\n$/],
    ['nothing', 0, /^$/],
  ])('keeps %s of its output', async (_what, keptCharacters, kept) => {
    const program = runs(
      `console.log('first'); console.log('x'.repeat(100)); console.log('last')`,
      keptCharacters === undefined ? {} : { keptCharacters },
    );
    await program.ended();
    expect(program.said()).toMatch(kept);
  });

  it('ends when the process that started it was killed', async () => {
    const parent = runs(
      `import('${join(ROOT, 'src/processes/program.ts')}').then(({ Program }) => {
         const child = new Program({ args: ['--eval', ${JSON.stringify(STAYS)}] });
         console.log('child ' + child.pid + '.');
       }); ${STAYS}`,
    );
    const [, pid = ''] = /child (\d+)\./.exec(await parent.untilSaid(/child \d+\./)) ?? [];
    const lives = () => {
      try {
        return process.kill(Number(pid), 0);
      } catch {
        return false;
      }
    };
    expect(lives()).toBe(true);
    await parent.kill();
    await until(async () => (lives() ? undefined : true));
  });
});

describe('the programs of the repository', () => {
  /** Not programs of ours, or programs whose output is all there is to them: they are run to their end. */
  const OTHERS = [
    // PostgreSQL, and commands of the machine.
    ...['src/embedded/', 'tools/audit_dependencies.ts', 'test/embedded/embedded.test.ts'],
    'test/support/bare_server.ts',
    // The browser of the person at the terminal: it goes on when this process ends, and needs their whole environment.
    'src/commands/open_browser.ts',
    // Programs whose output is a device that is always full, or a pipe that nobody reads.
    'test/bin/lost_output.test.ts',
    // A shell that is pasted into, and a program that answers one line and ends with its input.
    ...['test/api/docs.test.ts', 'test/support/embedded_folders.ts'],
  ];

  it('are started in one place: nothing else spawns or forks a process', () => {
    const files = ['src', 'bench', 'test', 'tools', 'examples'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const starting = files.filter((file) =>
      /(?<![\w.])(?:spawn|fork)\(/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(starting.filter((file) => !OTHERS.some((other) => file.startsWith(other)))).toEqual([
      'src/processes/program.ts',
    ]);
  });

  it('are waited for by the field of their log, never by the sentence beside it', () => {
    const sentences = /untilSaid\(\/[^/]*(?:This (?:worker|server) process|is running)/;
    const files = ['src', 'bench', 'test'].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => `${folder}/${name}`),
    );
    const waiting = files.filter((file) => sentences.test(readFileSync(join(ROOT, file), 'utf8')));
    expect(waiting.filter((file) => file !== 'test/processes/program.test.ts')).toEqual([]);
  });
});
