import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type ConnectionPool, createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { setAutopilot } from '../src/database/life_cycle.ts';
import { createPlayerPool } from '../src/database/players.ts';
import { standardRoster } from '../src/draft/roster_slots.ts';
import { Announcer } from '../src/events/announcer.ts';
import { createDraft } from '../src/orchestrator/create_draft.ts';
import { openDraft } from '../src/orchestrator/open_draft.ts';
import { createLog } from '../src/telemetry/log.ts';
import { launchBrowser } from '../test/web/support/browser.ts';
import { RealProcess } from './real_process.ts';
import type { Figures } from './report.ts';
import { cpuMeter, heapMeter, newPage } from './room_browser.ts';
import type { Bench, Scene } from './scene.ts';
import { createBenchLeague, emptyOfDrafts } from './seed.ts';
import { percentiles, round } from './statistics.ts';

const SECRET = 'of the bench alone, and long enough for tokens';
const PLAYERS = 2_500;
const FIRST_NAMES = ['Ada', 'Ben', 'Carl', 'Dora', 'Émile', 'Finn', 'Gus', 'Hans', 'Ivo', 'José'];
const LAST_NAMES = ['Abel', 'Brand', 'Costa', 'Dvořák', 'Estrada', 'Falk', 'Gray', 'Hall', 'Ito', 'Jones'];
/** What somebody types, key by key, and takes back. */
const TYPED = ['jones', 'dvorak 7', 'emile co', 'ada 12', 'wr', 'hall'];
/** The first part of the events is not compared: what is kept of them up to a bound has to fill up. */
const FIRST_PART = 0.5;
const SHOWN_WITHIN_MS = 60_000;

/**
 * A room that is open for long: what its page keeps in memory after thousands of events, what each costs, and how fast a search of
 * 2,500 players answers.
 */
export const roomLong: Bench = { drafts: 1, seconds: 20, rate: 250, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  const { draftId, teamId, actor } = await newDraft(db);
  const { server, url: address } = await RealProcess.server(url, SECRET);
  const browser = await launchBrowser();
  const log = createLog('warn');
  const door = createConnectionPool(url, { max: 2, applicationName: 'bench room', log });
  const announcer = new Announcer(door, (error) => log.warn({ err: error }, 'Could not announce'));
  try {
    const page = await newPage(browser);
    await page.goto(`${address}/d/${draftId}`);
    await page.getByText('Ada Abel 1', { exact: true }).waitFor();
    const search = await searchAll(page);
    const [cpuOf, heapOf] = [await cpuMeter(page), await heapMeter(page)];
    const events = Math.round(options.rate * options.seconds);
    let made = 0;
    const change = async (until: number) => {
      const startedAt = performance.now();
      for (const first = made; made < until; made += 1) {
        await sleep(Math.max(0, startedAt + ((made - first) / options.rate) * 1_000 - performance.now()));
        announcer.announce({
          draftId,
          version: await setAutopilot(door, draftId, teamId, made % 2 === 0, actor),
        });
        progress('events', made + 1, events);
      }
      await announcer.settled();
      await untilShown(page, until);
    };
    const heapAtFirst = await heapOf();
    await change(Math.round(events * FIRST_PART));
    const [heapHalfway, cpuHalfway] = [await heapOf(), await cpuOf()];
    await change(events);
    return {
      players: PLAYERS,
      search_ms: search.ms,
      search_cpu_ms_per_key: search.cpuPerKey,
      events,
      heap_mb: {
        at_first: round(heapAtFirst),
        halfway: round(heapHalfway),
        after_all: round(await heapOf()),
      },
      cpu_ms_per_event: round(((await cpuOf()) - cpuHalfway) / (events * (1 - FIRST_PART))),
    };
  } finally {
    await browser.close();
    await announcer.settled();
    await endConnectionPool(door);
    await server.end();
  }
}

/** A draft that waits for its first pick, of 2,500 players. */
async function newDraft(db: ConnectionPool) {
  await emptyOfDrafts(db);
  const { commissioner: actor, leagueId, teamIds } = await createBenchLeague(db);
  const players = Array.from({ length: PLAYERS }, (_, index) => ({
    rank: index + 1,
    name: `${FIRST_NAMES[index % 10]} ${LAST_NAMES[Math.floor(index / 10) % 10]} ${Math.floor(index / 100) + 1}`,
    positions: [['QB', 'RB', 'WR', 'TE', 'K', 'DEF'][index % 6] ?? 'WR'],
    ...{ proTeam: 'KC', byeWeek: 7 },
  }));
  const poolId = await createPlayerPool(db, 'Many', players);
  const settings = {
    ...{ order: { kind: 'SNAKE' as const }, rounds: 15, secondsPerPick: 3_600, secondsPerPickByRound: {} },
    ...{ rosterSlots: standardRoster, tradedPicks: [] },
  };
  const draftId = await createDraft(
    db,
    { leagueId, poolId, teamIds, startsAt: null, visibility: 'PUBLIC', settings },
    actor,
  );
  await openDraft(db, draftId, actor);
  return { draftId, teamId: teamIds.at(-1) ?? '', actor };
}

/** Waits until the log shows so many changes after the two events of the opening. */
async function untilShown(page: Page, changes: number): Promise<void> {
  const newest = page.locator(`.log [data-version="${changes + 2}"]`);
  await newest.waitFor({ state: 'attached', timeout: SHOWN_WITHIN_MS });
}

/** Types and takes back, key by key: from the key to the frame that shows what it finds, and the processor time of all of it. */
async function searchAll(page: Page) {
  const cpuOf = await cpuMeter(page);
  const before = await cpuOf();
  const took = await page.evaluate<number[]>(`(async () => {
    const input = document.querySelector('.players input[type=search]');
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const shown = () => document.querySelector('.players [role=table]')?.ariaRowCount ?? '0';
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const took = [];
    const type = async (text) => {
      const from = shown();
      const began = performance.now();
      write.call(input, text);
      input.dispatchEvent(new Event('input', { bubbles: true }));
      // Two keys may find the same: then it is shown with the next frame.
      for (let frames = 0; frames < 3; frames += 1) {
        await frame();
        if (shown() !== from) break;
      }
      took.push(performance.now() - began);
    };
    for (const text of ${JSON.stringify(TYPED)}) {
      for (let end = 1; end <= text.length; end += 1) await type(text.slice(0, end));
      for (let end = text.length - 1; end >= 0; end -= 1) await type(text.slice(0, end));
    }
    return took;
  })()`);
  const { p50, p99, max } = percentiles(took);
  return { ms: { p50, p99, max }, cpuPerKey: round(((await cpuOf()) - before) / took.length) };
}
