import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { startProgram } from '../support/processes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'draft-orchestrator-docs-'));
// The server runs as another user when the tests run as root.
chmodSync(folder, 0o755);
const dataDir = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The blocks of the page that are meant for bash, in order. */
function blocks(): string[] {
  const page = readFileSync(join(ROOT, 'docs/api.md'), 'utf8');
  return [...page.matchAll(/^```bash\n(.*?)^```/gms)].map(([, block]) => block ?? '');
}

/** Runs the blocks in one shell, as somebody would paste them, and answers what each printed. */
async function paste(url: string): Promise<string[]> {
  const mark = '=== next block ===';
  const shell = spawn('bash', ['-e'], {
    cwd: ROOT,
    // Nothing of this run's own environment, such as a DATABASE_URL: the reader has none.
    env: {
      HOME: process.env['HOME'],
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      DATA_DIR: dataDir,
      URL: url,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [shell.stdout, shell.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  shell.stdin.end(
    blocks()
      .map((block) => `${block}\necho\necho '${mark}'\n`)
      .join(''),
  );
  const [code] = await once(shell, 'close');
  expect(code, said).toBe(0);
  return said.split(mark);
}

describe('docs/api.md', () => {
  it('works as it is written, block by block, on a service that was just started', async () => {
    const service = startProgram(['bin/draft-orchestrator.mjs', 'start'], { DATA_DIR: dataDir, PORT: '0' });
    await service.untilReady();
    const [, url = ''] = /GraphQL\s+(http\S+)\/graphql/.exec(service.said()) ?? [];
    const said = await paste(url);
    const [, me, helpers, league, players, draft, pick, live, overHttp, withTicket, board, drafter, refused] =
      said;
    expect(me).toContain('"name":"Ann"');
    expect(helpers).toContain('{"data":{"__typename":"Query"}}');
    expect(league).toContain('"name":"Aces"');
    expect(players).toContain("Ja'Marr Chase");
    expect(draft).toContain('"state":"SCHEDULED"');
    expect(pick).toContain('"repeated":false');
    expect(live?.match(/PICKED/g)).toHaveLength(4);
    expect(live).toMatch(/PICKED AUTO .+\.\n/);
    expect(live).toContain('COMPLETED');
    expect(overHttp?.match(/^id: \d+$/gm)).toEqual(['id: 5', 'id: 6', 'id: 7']);
    expect(withTicket).toMatch(/^id: 7\ndata: .*"kind":"COMPLETED"/m);
    expect(board).toContain('"state":"COMPLETED"');
    expect(drafter).toMatch(
      /Aces, the draft is completed:\n {2}1\. Josh Allen \(QB\)\n {2}2\. .+\n {2}3\. .+\n/,
    );
    expect(refused).toContain('"code":"PICK_ALREADY_MADE"');
    service.child.kill('SIGTERM');
    expect(await service.ended()).toBe(0);
  });
});
