import { afterAll, describe, expect, it } from 'vitest';
import { runningEmbeddedUrl } from '../../src/embedded/embedded.ts';
import { layoutOf } from '../../src/embedded/layout.ts';
import { findPostmaster } from '../../src/embedded/postmaster.ts';
import type { Program } from '../../src/processes/program.ts';
import { EmbeddedFolders, killServer } from '../support/embedded_folders.ts';
import { endOf } from '../support/launcher.ts';
import { startProgram } from '../support/processes.ts';
import { asAdmin } from '../support/test_server.ts';
import { until } from '../support/until.ts';

const folders = new EmbeddedFolders();
const running = new Set<Program>();
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await folders.removeAll();
});

/** A process without a DATABASE_URL, ready for work. */
async function launch(dataDir: string, command: 'start' | 'server' | 'worker'): Promise<Program> {
  const env = { DATA_DIR: dataDir, PORT: '0', GRAPHILE_ENV: 'production' };
  const launched = startProgram(['src/main.ts', command], env);
  running.add(launched);
  await launched.untilReady();
  return launched;
}

async function end(launched: Program, signal: NodeJS.Signals = 'SIGTERM') {
  launched.child.kill(signal);
  return endOf(launched);
}

const postmaster = (dataDir: string) => findPostmaster(layoutOf(dataDir).folder);
/** Nothing that anybody should look into: no warning, no error, no stack. */
const noTrouble = expect.not.stringMatching(/"level":[456]0|\n\s+at /);

describe('processes on one embedded database', () => {
  it('share it: each knows of the others, and it runs until the last has ended', async () => {
    const dataDir = await folders.initialised();
    const first = await launch(dataDir, 'start');
    const second = await launch(dataDir, 'start');
    expect(await second.untilSaid(/running/)).toMatch(
      new RegExp(`Database +shared with process ${first.child.pid}: it runs until the last of you ends`),
    );
    const server = postmaster(dataDir)?.pid;
    expect(await end(first)).toMatchObject({ code: 0, said: noTrouble });
    expect(postmaster(dataDir)?.pid).toBe(server);
    const picks = await asAdmin(runningEmbeddedUrl(dataDir) ?? '', (client) =>
      client.query('select 1 as one'),
    );
    expect(picks.rows).toEqual([{ one: 1 }]);
    const { code, said } = await end(second);
    expect([code, said]).toEqual([0, noTrouble]);
    expect(postmaster(dataDir)).toBeNull();
  });

  it.each(['start', 'worker', 'server'] as const)(
    'stop it also where the one that started it was killed, and a %s is the last',
    async (command) => {
      const dataDir = await folders.initialised();
      const first = await launch(dataDir, 'start');
      const last = await launch(dataDir, command);
      await end(first, 'SIGKILL');
      expect(postmaster(dataDir)).not.toBeNull();
      expect(await end(last)).toMatchObject({ code: 0 });
      expect(postmaster(dataDir)).toBeNull();
    },
  );

  it('stop it also where all of them end at the same moment', async () => {
    const dataDir = await folders.initialised();
    const all = [await launch(dataDir, 'start')];
    all.push(...(await Promise.all([launch(dataDir, 'worker'), launch(dataDir, 'server')])));
    const ends = await Promise.all(all.map((each) => end(each)));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(postmaster(dataDir)).toBeNull();
  });

  it.each(['start', 'worker', 'server'] as const)(
    'end with an error message where it is killed: %s',
    async (command) => {
      const dataDir = await folders.initialised();
      const all = [await launch(dataDir, 'start')];
      if (command !== 'start') all.push(await launch(dataDir, command));
      await killServer(dataDir);
      for (const each of all) {
        const { code, said } = await endOf(each);
        expect(code).toBe(1);
        expect(said).toMatch(
          /\nThe embedded PostgreSQL on \S+ has ended while this process used it; its log is \S+\. Start this process again: .*\n$/,
        );
      }
    },
  );

  it('go on where the server ends all sessions and goes on itself', async () => {
    const dataDir = await folders.initialised();
    const first = await launch(dataDir, 'start');
    const url = runningEmbeddedUrl(dataDir) ?? '';
    const presences = async () => {
      const { rows } = await asAdmin(url, (client) =>
        client.query(
          `select pid from pg_stat_activity where application_name = 'draft-orchestrator presence'`,
        ),
      );
      return rows.map(({ pid }) => Number(pid));
    };
    const before = await presences();
    expect(before).toHaveLength(1);
    await asAdmin(url, (client) => client.query('select pg_terminate_backend($1)', before));
    await until(async () => {
      const [now] = await presences();
      return now !== undefined && now !== before[0] ? true : undefined;
    });
    expect(await end(first)).toMatchObject({ code: 0 });
    expect(postmaster(dataDir)).toBeNull();
  });
});
