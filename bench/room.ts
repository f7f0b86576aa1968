import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/picks.ts';
import { Announcer } from '../src/events/announcer.ts';
import { ROOM_FOLDER } from '../src/http/room/room_files.ts';
import { createLog } from '../src/telemetry/log.ts';
import { launchBrowser } from '../test/web/support/browser.ts';
import { Audience } from './audience.ts';
import { RealProcess } from './real_process.ts';
import type { Figures } from './report.ts';
import { cpuMeter, newPage } from './room_browser.ts';
import type { Bench, Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';
import { type LaidTable, layTable } from './table.ts';

const SECRET = 'of the bench alone, and long enough for tokens';
/** A phone: its CPU so many times slower, its network so fast and so far away. */
const PHONE = { slower: 4, bitsPerSecond: 10_000_000, latencyMs: 20 };
const BITS_PER_BYTE = 8;
const PAINTED_WITHIN_MS = 20_000;
/** A browser that was just started loads hundreds of files of its own pages meanwhile, on all cores. */
const BROWSER_SETTLES_MS = 8_000;

/** What a page notes: when a cell was painted, frames that took long, when the board and the players were there. */
const NOTES = `
  window.notes = { painted: {}, frames: [], board: null, usable: null };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.notes.frames.push(duration);
  }).observe({ type: 'long-animation-frame', buffered: true });
  const seen = new Set();
  const now = () => performance.timeOrigin + performance.now();
  const behindFrame = (note) => requestAnimationFrame(() => setTimeout(note));
  const painted = (name, selector) => {
    if (seen.has(name) || !document.querySelector(selector)) return;
    seen.add(name);
    behindFrame(() => (window.notes[name] = performance.now()));
  };
  const look = () => {
    const { notes } = window;
    painted('board', 'td.cell');
    painted('usable', '.player');
    for (const cell of document.querySelectorAll('td.cell[data-player]'))
      if (notes.painted[cell.dataset.pick] === undefined) {
        notes.painted[cell.dataset.pick] = null;
        behindFrame(() => (notes.painted[cell.dataset.pick] = now()));
      }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-player'] });
`;

/** The frames of the page's own loading are no part of a draft; the last of them may still be told of. */
const FORGET_FRAMES = `new Promise((done) => setTimeout(() => {
  window.notes.frames.length = 0;
  done();
}, 500))`;

interface Notes {
  readonly painted: Readonly<Record<string, number>>;
  readonly frames: readonly number[];
  readonly board: number;
  readonly usable: number;
}

/**
 * What people see of the draft room in a real browser: how much script it loads, how soon a slow phone shows the board, and how long after
 * its commit a pick is painted, while others follow the same draft. All clocks are of one machine.
 */
export const room: Bench = { drafts: 1, seconds: 18, rate: 10, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const table = await layTable(db, 1, (made) => progress('drafts', made, 1));
  await db.query(`update app_public.drafts set visibility = 'PUBLIC'`);
  const draftId = table.draftIds[0] ?? '';
  const { server, url: address } = await RealProcess.server(url, SECRET);
  const audience = new Audience();
  const browser = await launchBrowser();
  try {
    const place = { url: address, draftId, after: 0, transport: 'websocket' as const };
    await audience.open(
      url,
      Array.from({ length: options.subscribers }, () => place),
      () => undefined,
    );
    await sleep(BROWSER_SETTLES_MS);
    const first = await firstLoads(browser, `${address}/d/${draftId}`, options.runs, progress);
    const page = await newPage(browser, NOTES);
    await page.goto(`${address}/d/${draftId}`);
    await page.locator('.player').first().waitFor();
    await page.evaluate(FORGET_FRAMES);
    const cpuOf = await cpuMeter(page);
    const before = await cpuOf();
    const picks = Math.min(table.sequence.length, options.rate * options.seconds);
    const committed = await pickAll(url, table, { picks, rate: options.rate, progress });
    const notes = await notesWhen(page, picks);
    const cpu = (await cpuOf()) - before;
    const latencies = committed.map((at, index) => (notes.painted[index + 1] ?? Number.NaN) - at);
    const { p50, p99, max } = percentiles(latencies.filter((ms) => !Number.isNaN(ms)));
    return {
      script_kb_gzip: round(gzipped(first.scripts) / 1_000),
      first_paint_ms: first.board,
      usable_ms: first.usable,
      first_load_cpu_ms: first.cpu,
      cpu_ms_per_pick: round(cpu / picks),
      painted_ms: { p50, p99, max },
      picks,
      never_painted: latencies.filter(Number.isNaN).length,
      frames_over_50_ms: notes.frames.length,
      followers: options.subscribers,
    };
  } finally {
    await browser.close();
    audience.end();
    await server.end();
  }
}

/** How large script files of the room are, compressed. */
function gzipped(names: readonly string[]): number {
  return names.reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(ROOM_FOLDER, 'assets', name))).length,
    0,
  );
}

interface FirstLoad extends Notes {
  readonly cpu: number;
  /** Names of the script files that were loaded by then. */
  readonly scripts: readonly string[];
}

const LOADED_SCRIPTS = `performance.getEntriesByType('resource')
  .map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith('.js')).map((path) => path.split('/').pop())`;

/** So many first loads, each by a phone that was never here: medians of what a load tells. The first one of a server finds everything cold. */
async function firstLoads(
  browser: Browser,
  address: string,
  runs: number,
  progress: Scene['progress'],
): Promise<Omit<FirstLoad, 'painted' | 'frames'>> {
  const loads: FirstLoad[] = [];
  while (loads.length < runs) {
    loads.push(await firstLoad(browser, address));
    progress('loads', loads.length, runs);
  }
  const median = (of: (load: FirstLoad) => number) => percentiles(loads.map(of)).p50;
  return {
    board: median(({ board }) => board),
    usable: median(({ usable }) => usable),
    cpu: median(({ cpu }) => cpu),
    scripts: loads[0]?.scripts ?? [],
  };
}

/** How soon a slow phone that was never here shows the board, and lets somebody choose a player; in ms from the beginning. */
async function firstLoad(browser: Browser, address: string): Promise<FirstLoad> {
  const page = await newPage(browser, NOTES);
  const cpuOf = await cpuMeter(page);
  const phone = await page.context().newCDPSession(page);
  await phone.send('Network.enable');
  await phone.send('Emulation.setCPUThrottlingRate', { rate: PHONE.slower });
  const throughput = PHONE.bitsPerSecond / BITS_PER_BYTE;
  await phone.send('Network.emulateNetworkConditions', {
    ...{
      offline: false,
      latency: PHONE.latencyMs,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    },
  });
  await page.goto(address);
  await page.locator('.player').first().waitFor();
  const notes = await notesBehindFrame(page);
  const cpu = await cpuOf();
  const scripts = await page.evaluate<string[]>(LOADED_SCRIPTS);
  await page.context().close();
  return { ...notes, cpu, scripts };
}

/** Makes the picks of the draft at the rate; answers when each was committed, in ms since 1970. */
async function pickAll(
  url: string,
  { league, sequence, draftIds }: LaidTable,
  { picks, rate, progress }: { picks: number; rate: number; progress: Scene['progress'] },
): Promise<number[]> {
  const log = createLog('warn');
  const door = createConnectionPool(url, { max: 2, applicationName: 'bench room', log });
  const announcer = new Announcer(door, (error) => log.warn({ err: error }, 'Could not announce'));
  const committed: number[] = [];
  try {
    const startedAt = performance.now();
    for (const [index, playerId] of sequence.slice(0, picks).entries()) {
      await sleep(Math.max(0, startedAt + (index / rate) * 1_000 - performance.now()));
      const pick = { kind: 'MANUAL' as const, draftId: draftIds[0] ?? '', pickNumber: index + 1, playerId };
      announcer.announce(await applyPick(door, { ...pick, actor: league.commissioner }));
      committed.push(performance.timeOrigin + performance.now());
      progress('picks', index + 1, picks);
    }
    return committed;
  } finally {
    await announcer.settled();
    await endConnectionPool(door);
  }
}

async function notesWhen(page: Page, picks: number): Promise<Notes> {
  const last = page.locator(`td.cell[data-pick="${picks}"][data-player]`);
  await last.waitFor({ timeout: PAINTED_WITHIN_MS }).catch(() => undefined);
  return notesBehindFrame(page);
}

/** The notes of a page, with those of its last frame: times are noted behind the frame that paints. */
async function notesBehindFrame(page: Page): Promise<Notes> {
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))',
  );
  return page.evaluate<Notes>('window.notes');
}
