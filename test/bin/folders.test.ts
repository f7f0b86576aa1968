import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createConnectionPool, endConnectionPool } from '../../src/database/connect.ts';
import { runningEmbeddedUrl } from '../../src/embedded/embedded.ts';
import { Program } from '../../src/processes/program.ts';
import { draftRow, newDraft } from '../support/drafts.ts';
import { killServer } from '../support/embedded_folders.ts';
import { findOldNode } from '../support/launcher.ts';
import { ProjectCopy } from '../support/project_copy.ts';
import { silentLog } from '../support/silent_log.ts';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What a URL, a shell or a configuration file could read as something else. */
const FOLDERS = ['My Drafts', "100% Müller's #1 & ?co (x)"];

const copies: ProjectCopy[] = [];
const programs: Program[] = [];
afterAll(async () => {
  for (const { child } of programs) child.kill('SIGTERM');
  for (const copy of copies) {
    await killServer(join(copy.root, '.data'));
    copy.remove();
  }
});

/** The project in a folder of this name, with a PostgreSQL whose install script never ran. */
async function install(name: string): Promise<ProjectCopy> {
  const copy = await new ProjectCopy(name, 'without install scripts').open();
  copies.push(copy);
  return copy;
}

describe('draft-orchestrator start, installed with --ignore-scripts in a folder of an unusual name', () => {
  it.each(FOLDERS)('picks when a clock runs out, in "%s"', async (name) => {
    const { root, launcher } = await install(name);
    const launched = new Program({
      executable: findOldNode() ?? process.execPath,
      args: [launcher, 'start'],
      cwd: root,
      env: { PORT: '0' },
    });
    programs.push(launched);
    await launched.untilReady();
    const pool = createConnectionPool(runningEmbeddedUrl(join(root, '.data')) ?? '', {
      ...{ max: 2, applicationName: 'draft-orchestrator test', log: silentLog },
    });
    const draft = await newDraft(pool, { teams: 2, rounds: 2, secondsPerPick: 0.2 });
    await until(async () => ((await draftRow(pool, draft.draftId)).state === 'COMPLETED' ? true : undefined));
    await endConnectionPool(pool);
    launched.child.kill('SIGTERM');
    expect(await launched.ended()).toBe(0);
  });
});

describe('the source', () => {
  it('never takes the path of a URL, which is percent-encoded, for the path of a file', () => {
    const folders = ['src', 'bin', 'bench', 'tasks', 'test', 'examples', 'client'];
    const files = folders.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(folder, name),
      ),
    );
    const sources = [...files, 'graphile.config.ts', 'vitest.config.ts'].filter((name) =>
      /\.m?[jt]s$/.test(name),
    );
    const wrong = sources.filter((name) =>
      /import\.meta\.url\)\s*\.(pathname|href\.replace)/.test(readFileSync(join(ROOT, name), 'utf8')),
    );
    expect(sources.length).toBeGreaterThan(200);
    expect(wrong).toEqual([]);
  });
});
