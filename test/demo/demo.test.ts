import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEAGUE } from '../../src/demo/cast.ts';
import { playDemo } from '../../src/demo/demo.ts';
import { startProgram } from '../support/processes.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

const SMALL = {
  roles: LEAGUE.filter(({ short }) => ['Marys', 'Masters', 'Gurus', 'Pilots'].includes(short)),
  rounds: 4,
  secondsPerPick: 0.3,
};

let database: TestDatabase;
let lines: string[];
const say = (line: string) => void lines.push(line);
beforeEach(async () => {
  database = await createTestDatabase();
  lines = [];
});
afterEach(() => database.drop());

/** The demo's processes: children of this process, or of another. */
async function childrenOf(parent: number | undefined, command = ''): Promise<number[]> {
  try {
    const args = ['-P', String(parent), '-f', `src/main.ts ${command}`];
    const { stdout } = await promisify(execFile)('pgrep', args);
    return stdout.split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function draftStates(): Promise<string[]> {
  const { rows } = await database.pool.query<{ state: string }>('select state from app_public.drafts');
  return rows.map(({ state }) => state);
}

/** As somebody else's process does that died an hour ago: not the demo's fault. */
async function leaveJobLocked(): Promise<void> {
  await database.pool.query(`select graphile_worker.add_job('somebody_elses')`);
  await database.pool.query(
    `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '1 hour'`,
  );
}

describe('the demo', () => {
  it('plays a small draft with pause and restart, and all its checks hold, time after time', async () => {
    for (const held of [1, 2]) {
      expect(await playDemo(database.url, say, SMALL), lines.join('\n')).toBe(true);
      expect(lines.at(-1)).toContain('All 12 checks hold.');
      expect(await draftStates()).toEqual(Array(held).fill('COMPLETED'));
      await leaveJobLocked();
    }
    expect(await childrenOf(process.pid)).toEqual([]);
    const pools = await database.pool.query('select name from app_public.player_pools');
    expect(pools.rows).toEqual([{ name: 'NFL 2025' }]);
  });

  it('shows the last output of a worker that dies, and leaves neither a process nor a running draft', async () => {
    const played = playDemo(database.url, say, SMALL);
    await until(async () => ((await draftStates()).includes('IN_PROGRESS') ? true : undefined));
    const [worker] = await childrenOf(process.pid, 'worker');
    process.kill(worker ?? Number.NaN, 'SIGKILL');
    expect(await played).toBe(false);
    expect(lines.at(-1)).toMatch(
      /The worker process ended by itself \(SIGKILL\)[\s\S]*This worker process picks/,
    );
    expect(await childrenOf(process.pid)).toEqual([]);
    expect(await draftStates()).toEqual(['CANCELLED']);
  });

  it('gives up when it takes too long, and leaves neither a process nor a running draft', async () => {
    expect(await playDemo(database.url, say, { ...SMALL, secondsPerPick: 60, mostSeconds: 4 })).toBe(false);
    expect(lines.at(-1)).toContain('It took longer than 4 seconds.');
    expect(await childrenOf(process.pid)).toEqual([]);
    expect(await draftStates()).toEqual(['CANCELLED']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends at once on %s, even while it starts',
    async (signal) => {
      const demo = startProgram(['src/main.ts', 'demo'], { DATABASE_URL: database.url });
      const children = await until(async () => {
        const pids = await childrenOf(demo.child.pid);
        return pids.length > 0 ? pids : undefined;
      });
      demo.child.kill(signal);
      expect(await demo.ended()).toBe(1);
      expect(demo.said()).toContain(`Stopped by ${signal}.`);
      expect(children.filter(lives)).toEqual([]);
      expect(await draftStates()).toEqual(['CANCELLED']);
    },
  );

  it('leaves no process when it is killed', async () => {
    const demo = startProgram(['src/main.ts', 'demo'], { DATABASE_URL: database.url });
    const children = await until(async () => {
      const pids = await childrenOf(demo.child.pid);
      return pids.length === 2 ? pids : undefined;
    });
    demo.child.kill('SIGKILL');
    await until(async () => (children.some(lives) ? undefined : true));
  });
});
