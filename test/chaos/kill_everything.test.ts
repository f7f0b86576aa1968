import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { runningEmbeddedUrl } from '../../src/embedded/embedded.ts';
import type { Program } from '../../src/processes/program.ts';
import { draftRow, newDraft } from '../support/drafts.ts';
import { expectFoldToMatch } from '../support/events.ts';
import { startProgram } from '../support/processes.ts';
import { silentLog } from '../support/silent_log.ts';
import { until } from '../support/until.ts';

const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-kill-'));
// The server runs as another user when the tests run as root.
chmodSync(folder, 0o755);
const dataDir = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startEverything(): Promise<{ program: Program; db: ConnectionPool }> {
  const program = startProgram(['bin/draft-orchestrator.mjs', 'start'], { DATA_DIR: dataDir, PORT: '0' });
  await program.untilReady();
  const url = runningEmbeddedUrl(dataDir) ?? expect.fail('no embedded server');
  return { program, db: createConnectionPool(url, { max: 3, applicationName: 'test', log: silentLog }) };
}

function postmasterPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Two whole starts and a draft; a machine that does much else takes three times as long for them. */
const AT_MOST_MS = 180_000;

describe('after kill -9 of everything', { timeout: AT_MOST_MS }, () => {
  it('starting again continues the same draft to its end, and SIGTERM leaves no process', async () => {
    const first = await startEverything();
    const draft = await newDraft(first.db, { teams: 4, rounds: 10, secondsPerPick: 0.15 });
    await until(async () => ((await draftRow(first.db, draft.draftId)).currentPick ?? 0) > 5 || undefined);
    const server = postmasterPid();
    process.kill(server, 'SIGKILL');
    first.program.child.kill('SIGKILL');
    await endConnectionPool(first.db).catch(() => undefined);
    // The program ends with its launcher, so that nothing of the first start is left when the second begins.
    await first.program.ended();
    const second = await startEverything();
    await until(async () =>
      (await draftRow(second.db, draft.draftId)).state === 'COMPLETED' ? true : undefined,
    );
    await expectFoldToMatch(second.db, draft.draftId);
    const newServer = postmasterPid();
    await endConnectionPool(second.db);
    second.program.child.kill('SIGTERM');
    expect(await second.program.ended()).toBe(0);
    expect(isAlive(newServer)).toBe(false);
  });
});
