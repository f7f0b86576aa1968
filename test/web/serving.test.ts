import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Pictures } from '../../src/http/room/picture.ts';
import { Room } from '../../src/http/room/room.ts';
import { ROOM_FOLDER } from '../../src/http/room/room_files.ts';
import { type Api, startApi } from '../support/api.ts';
import { newDraft } from '../support/drafts.ts';
import { silentLog } from '../support/silent_log.ts';
import { createTestDatabase, type TestDatabase } from '../support/test_database.ts';
import { until } from '../support/until.ts';

/** What a phone loads before it shows a board. */
const MOST_SCRIPT_KB = 180;

let database: TestDatabase;
let api: Api;
beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database.url, { EXPLORER: 'on' });
});
afterAll(async () => {
  api.program.child.kill('SIGTERM');
  await api.program.ended();
  await database.drop();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api.url}${path}`, { headers });
const policyOf = (response: Response) => response.headers.get('content-security-policy') ?? '';

/** Scripts that the room of a draft loads before somebody can pick: those of the page, and that of the parts below the board. */
function firstScripts(): string[] {
  const html = readFileSync(join(ROOM_FOLDER, 'index.html'), 'utf8');
  const ofPage = [...html.matchAll(/(?:src|modulepreload" crossorigin href)="(\/assets\/[^"]+\.js)"/g)];
  const later = readdirSync(join(ROOM_FOLDER, 'assets')).filter((name) => /^later_parts-.*\.js$/.test(name));
  expect(later).toHaveLength(1);
  return [...ofPage.map(([, path = '']) => path), ...later.map((name) => `/assets/${name}`)];
}

describe('the files of the draft room', () => {
  it(`are at most ${MOST_SCRIPT_KB} kB of compressed script at the first load`, () => {
    const scripts = firstScripts();
    expect(scripts.length).toBeGreaterThan(1);
    const bytes = scripts.map((path) => gzipSync(readFileSync(join(ROOM_FOLDER, path))).length);
    expect(bytes.reduce((sum, each) => sum + each, 0) / 1_000).toBeLessThan(MOST_SCRIPT_KB);
  });

  it('are kept for ever where their name has a hash, compressed as the browser can', async () => {
    const [path = ''] = firstScripts();
    for (const encoding of ['br', 'gzip']) {
      const response = await get(path, { 'accept-encoding': encoding });
      expect(response.headers.get('content-encoding')).toBe(encoding);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(await response.text()).toBe(readFileSync(join(ROOM_FOLDER, path), 'utf8'));
    }
    const plain = await get('/icon.svg');
    const again = await get('/icon.svg', { 'if-none-match': plain.headers.get('etag') ?? '' });
    expect(plain.headers.get('cache-control')).toBe('no-cache');
    expect(again.status).toBe(304);
  });

  it.each([
    ...['/assets/nothing.js', '/assets/../index.html', '/index.html', '/built_from.txt', '/anything'],
    '/server/picture.js',
  ])('are all there is: %s is not found', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it('hold no script or style in the page itself, which the policy would forbid', () => {
    const html = readFileSync(join(ROOM_FOLDER, 'index.html'), 'utf8');
    expect(html).not.toMatch(/<script>|<style|style="|onload=/);
    expect(readdirSync(join(ROOM_FOLDER, 'assets')).some((name) => name.endsWith('.map'))).toBe(false);
  });
});

describe('the pages of the draft room', () => {
  it.each(['/', '/join', '/sign-in', '/new', `/l/${crypto.randomUUID()}`, `/d/${crypto.randomUUID()}/tv`])(
    'may run and load nothing but their own files: %s',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toContain('<div id="app">');
      expect(policyOf(response)).toContain("default-src 'none'");
      expect(policyOf(response)).toContain("script-src 'self';");
      expect(policyOf(response)).toContain("frame-ancestors 'none'");
      expect(policyOf(response)).not.toMatch(/unsafe|\*|https?:/);
    },
  );

  it.each(['/nope', '/d/abc', '/l/abc', '/d/', '/d/0/results'])(
    'say to whoever opens it that there is nothing at %s, and programs get JSON',
    async (path) => {
      const seen = await get(path, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
      expect(seen.status).toBe(404);
      expect(await seen.text()).toContain('<div id="app">');
      expect(policyOf(seen)).toContain("script-src 'self';");
      const told = await get(path);
      expect(told.status).toBe(404);
      expect(await told.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_INVALID' } }] });
      const posted = await fetch(`${api.url}${path}`, { method: 'POST', headers: { accept: 'text/html' } });
      expect(posted.headers.get('content-type')).toContain('application/json');
    },
  );

  it('leave the editor for queries at /explorer, whose policy no other path has', async () => {
    expect(policyOf(await get('/explorer'))).toContain("'unsafe-eval'");
    expect((await get('/explorer', { accept: 'text/html' })).status).toBe(200);
    expect(policyOf(await get('/graphql'))).not.toContain('unsafe');
  });

  it('say in their HTML what a public draft is, and nothing of a private one', async () => {
    const draft = await newDraft(database.pool, { teams: 2, rounds: 1 });
    await database.pool.query(`update app_public.leagues set name = '<b>Night & "Day"</b>' where id = $1`, [
      draft.leagueId,
    ]);
    const html = await (await get(`/d/${draft.draftId}`)).text();
    expect(html).toContain('<title>&lt;b&gt;Night &amp; &quot;Day&quot;&lt;/b&gt;: draft</title>');
    expect(html).toContain('Team 1 is on the clock. 2 teams, 1 rounds, 0 of 2 picks made.');
    await database.pool.query(`update app_public.drafts set visibility = 'PRIVATE' where id = $1`, [
      draft.draftId,
    ]);
    const unknown = await (await get(`/d/${crypto.randomUUID()}`)).text();
    // What a page says of a draft is read once a second.
    await until(async () => (await (await get(`/d/${draft.draftId}`)).text()) === unknown || undefined);
  });

  it('have no board beyond what the thread may draw in a second, for an address and for all', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    try {
      const teams = Array.from({ length: 20 }, (_, n) => ({ id: `t${n}`, name: `Team ${n}`, slot: n + 1 }));
      const cells = Array.from({ length: 600 }, (_, n) => ({
        ...{ pickNumber: n + 1, round: Math.floor(n / 20) + 1, slot: (n % 20) + 1, teamId: `t${n % 20}` },
        ...{ playerId: null, source: null, reason: null, isSkipped: false, isForfeited: false },
        ...{ name: null, positions: null, proTeam: null, byeWeek: null },
      }));
      const draft = { league: 'Night', isPreview: false, state: 'PAUSED', currentPick: null, teams, cells };
      // The first boards of a process take several times as long, and may spend what an address has.
      for (let n = 0; n < 5; n += 1) await new Pictures(ROOM_FOLDER).draw(draft, 'warm');
      const pictures = new Pictures(ROOM_FOLDER);
      /** How many boards an address gets, until it gets none. */
      const drawnAt = async (address: string) => {
        let drawn = 0;
        while ((await pictures.draw(draft, address)) !== null) drawn += 1;
        return drawn;
      };
      expect((await pictures.draw(draft, 'first'))?.html).toContain('Night');
      expect(await drawnAt('first')).toBeGreaterThan(0);
      expect(await drawnAt('second')).toBeGreaterThan(0);
      for (const address of ['third', 'fourth']) await drawnAt(address);
      expect(await drawnAt('fifth')).toBe(0);
      vi.advanceTimersByTime(1_001);
      expect(await pictures.draw(draft, 'first')).not.toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('are served without a board where it cannot be drawn', async () => {
    const preview = { title: 'Night: draft', description: 'One.', picture: { cells: 'none' } };
    const room = new Room({
      ...{ folder: ROOM_FOLDER, preview: async () => preview, log: silentLog },
      addressOf: () => 'here',
    });
    const server = createServer((req, res) => void room.answer(req.url ?? '', req, res)).listen(0);
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/d/${crypto.randomUUID()}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Night: draft</title>');
    server.close();
  });

  it('say how to build them where they are not', async () => {
    const room = new Room({
      ...{ folder: '/nowhere', preview: async () => null, log: silentLog },
      addressOf: () => 'here',
    });
    expect(room.isBuilt).toBe(false);
  });
});
