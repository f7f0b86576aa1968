import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const VITEST = join(import.meta.dirname, '..', '..', 'node_modules', 'vitest', 'vitest.mjs');
const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'run');

function lastLineOf(...args: string[]): Promise<{ code: number; last: string | undefined }> {
  const env = { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined, VITEST_WORKER_ID: undefined };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [VITEST, 'run', '--root', FIXTURE, ...args],
      { env },
      (_error, stdout) => {
        resolve({ code: child.exitCode ?? -1, last: stdout.trimEnd().split('\n').at(-1) });
      },
    );
  });
}

describe('the last line of a run', () => {
  it('counts failed tests and files that could not be loaded; an open handle does not keep the run alive', async () => {
    expect(await lastLineOf()).toEqual({ code: 1, last: '2 passed, 2 failed' });
  });

  it('is written when everything passes', async () => {
    expect(await lastLineOf('mixed', '-t', 'passes')).toEqual({ code: 0, last: '1 passed, 0 failed' });
  });

  it('does not call a run a success in which nothing ran', async () => {
    expect(await lastLineOf('no_such_file')).toEqual({ code: 1, last: '0 passed, 1 failed' });
  });
});
