// Pictures of every page of the draft room, to be looked at: `npm run screenshots`.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { BrowserContext } from 'playwright-core';
import { DraftClient } from '../client/draft_client.ts';
import { DraftClientError } from '../client/errors.ts';
import { commandLine, parseOptions } from '../src/command_line/command_line.ts';
import { text } from '../src/command_line/values.ts';
import { readConfig } from '../src/config/config.ts';
import type { ConnectionPool } from '../src/database/connect.ts';
import { createLeague, createUser, readTeamIds } from '../src/database/leagues.ts';
import { createPlayerPool } from '../src/database/players.ts';
import { standardRoster } from '../src/draft/roster_slots.ts';
import { createDraft } from '../src/orchestrator/create_draft.ts';
import { openDraft } from '../src/orchestrator/open_draft.ts';
import { BUNDLED_POOL_NAME, readBundledPool } from '../src/players/bundled_pool.ts';
import { type Api, startApi, tokenFor } from '../test/support/api.ts';
import { withFreshDatabase } from '../test/support/fresh_database.ts';
import { startWorker } from '../test/support/processes.ts';
import { until } from '../test/support/until.ts';
import { launchBrowser, newContext, signIn } from '../test/web/support/browser.ts';

const FOLDER = join(import.meta.dirname, '..', 'web', 'screenshots');
/** Phones, held upright and across, a tablet, a laptop, a large screen. */
const SIZES = { 390: 844, 844: 390, 768: 1024, 1440: 900, 3840: 2160 } as const;
const THEMES = ['light', 'dark'] as const;
const NAMES = [
  'Mile High Mystics',
  'Gridiron Gurus',
  'Hail Marys',
  'The Very Long-Named Replacement-Level Heroes of the Lower Rhine',
  'فريق الصقور',
  'Bye Week Blues',
  'Endzone Engineers',
  'Autopilots',
  'Waiver Wizards',
  'Late Sleepers',
  'Blitz Brigade',
  'Fourth and Long',
  'Punt Intended',
  'Turf Toes',
  'Red Zone',
  'Sacks Fifth',
  'Play Action',
  'Hard Count',
  'Snap Judgment',
  'Audible',
];

interface Scene {
  readonly draftId: string;
  readonly leagueId: string;
  readonly commissionerId: string;
}

const program = commandLine(
  'npm run screenshots --',
  'Takes pictures of each page of the draft room into web/screenshots/, in five sizes and both themes.',
).option(
  '--only <pattern>',
  'only pictures whose name matches this regular expression, such as room_390',
  pattern,
);
const options = parseOptions(program, process.argv.slice(2)) as { only?: RegExp } | null;
if (options !== null)
  await withFreshDatabase(readConfig({}).roles, (pool, url) => shoot(pool, url, options.only ?? /^/));

function pattern(given: string): RegExp {
  try {
    return new RegExp(text(given));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InvalidArgumentError('It must be a regular expression, such as room_390.');
  }
}

/** A league of so many teams whose draft has gone on for so many picks, picked by its teams' autopilots. */
async function newScene(
  db: ConnectionPool,
  api: Api,
  { teams, rounds, picks }: { teams: number; rounds: number; picks: number },
): Promise<Scene> {
  const userId = await createUser(db, 'Ann Example');
  const actor = { kind: 'USER', userId } as const;
  const names = NAMES.slice(0, teams);
  const leagueId = await createLeague(
    db,
    {
      name: `Sunday Night League of ${teams}`,
      teams: names.map((name, i) => ({ name, managerId: i === 2 ? userId : null })),
    },
    actor,
  );
  const ids = await readTeamIds(db, leagueId);
  const poolId = await createPlayerPool(db, BUNDLED_POOL_NAME, readBundledPool());
  // One seat more than rounds: a team has bought a pick.
  const bench = rounds - 8;
  const rosterSlots = standardRoster.map((slot) => (slot.name === 'BN' ? { ...slot, seats: bench } : slot));
  const draftId = await createDraft(
    db,
    {
      ...{
        leagueId,
        poolId,
        teamIds: names.map((name) => ids.get(name) ?? ''),
        startsAt: null,
        visibility: 'PUBLIC',
      },
      settings: {
        ...{ order: { kind: 'SNAKE' }, rounds, secondsPerPick: 90, secondsPerPickByRound: {} },
        ...{ rosterSlots, tradedPicks: [{ round: 6, slot: 2, owner: 7 }] },
      },
    },
    actor,
  );
  if (picks === 0) return { draftId, leagueId, commissionerId: userId };
  await openDraft(db, draftId, actor);
  const client = new DraftClient({ url: api.url, token: await tokenFor(userId) });
  for (;;) {
    const sheet = await client.sheet(draftId);
    if (sheet.currentPick === null || sheet.currentPick > picks) break;
    await pickBest(client, draftId, sheet.currentPick);
  }
  return { draftId, leagueId, commissionerId: userId };
}

/** Picks somebody who fits: of the best, or of the positions that a roster needs in its last rounds. */
async function pickBest(client: DraftClient, draftId: string, pickNumber: number): Promise<void> {
  const SPREAD = 7;
  const best = await client.bestPlayers(draftId, SPREAD * 2);
  const needed = await Promise.all(
    ['TE', 'QB', 'K', 'DEF', 'RB', 'WR'].map((position) => client.bestPlayers(draftId, 1, position)),
  );
  for (const player of [...best.slice(pickNumber % SPREAD), ...best, ...needed.flat()]) {
    try {
      await client.makePick(draftId, pickNumber, player.id);
      return;
    } catch (error) {
      const isFull = error instanceof DraftClientError && error.code === 'PLAYER_DOES_NOT_FIT';
      if (!isFull) throw error;
    }
  }
  throw new Error(`Nobody fits pick ${pickNumber}`);
}

async function shoot(db: ConnectionPool, databaseUrl: string, only: RegExp): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const api = await startApi(databaseUrl);
  const worker = await startWorker(databaseUrl);
  const browser = await launchBrowser();
  try {
    const going = await newScene(db, api, { teams: 12, rounds: 15, picks: 50 });
    const over = await newScene(db, api, { teams: 8, rounds: 12, picks: 1_000 });
    const big = await newScene(db, api, { teams: 20, rounds: 16, picks: 44 });
    const waiting = await newScene(db, api, { teams: 14, rounds: 15, picks: 0 });
    const client = new DraftClient({ url: api.url, token: await tokenFor(going.commissionerId) });
    const mine = (await client.sheet(going.draftId)).myTeam?.id ?? '';
    const best = await client.bestPlayers(going.draftId, 6);
    await client.setQueue(
      going.draftId,
      mine,
      best.map(({ id }) => id),
    );
    await until(async () => (await client.sheet(over.draftId)).state === 'COMPLETED' || undefined);
    const pages: readonly (readonly [name: string, path: string, as: string | null, tab?: string])[] = [
      ['home', '/', going.commissionerId],
      ['signed_out', '/', null],
      ['new_league', '/new', going.commissionerId],
      ['league', `/l/${waiting.leagueId}`, waiting.commissionerId],
      ['new_draft', `/l/${going.leagueId}/draft`, going.commissionerId],
      ['room', `/d/${going.draftId}`, going.commissionerId],
      ['players', `/d/${going.draftId}`, going.commissionerId, 'Players'],
      ['spectator', `/d/${going.draftId}`, null],
      ['room_20_teams', `/d/${big.draftId}`, big.commissionerId],
      ['before', `/d/${waiting.draftId}`, waiting.commissionerId],
      ['tv', `/d/${going.draftId}/tv`, null],
      ['results', `/d/${over.draftId}/results`, null],
      ['replay', `/d/${over.draftId}/replay?at=60`, null],
    ];
    let taken = 0;
    for (const theme of THEMES) {
      for (const [width, height] of Object.entries(SIZES)) {
        for (const [name, path, as, tab] of pages) {
          const file = `${name}_${width}_${theme}.png`;
          if (!only.test(file)) continue;
          const context = await newContext(browser, {
            url: api.url,
            theme,
            size: { width: Number(width), height },
          });
          if (as !== null) await signIn(db, context, api.url, as);
          await picture(context, path, file, tab);
          await context.close();
          taken++;
        }
      }
    }
    if (taken === 0) {
      process.stderr.write(
        `No picture is called ${only.source}. Their pages: ${pages.map(([name]) => name).join(', ')}.\n`,
      );
      process.exitCode = 1;
    }
  } finally {
    await browser.close();
    for (const { child } of [worker, api.program]) child.kill('SIGTERM');
    await Promise.all([worker.ended(), api.program.ended()]);
  }
}

/** `tab`: what is pressed of the room's tabs, where it has them. */
async function picture(context: BrowserContext, path: string, file: string, tab?: string): Promise<void> {
  const page = await context.newPage();
  page.on('pageerror', (error) => process.stderr.write(`${file}: ${error.message}\n`));
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`${file}: ${message.text()}\n`);
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.locator('#picture').waitFor({ state: 'detached' });
  // Where the machine is busy a page may have loaded everything and drawn nothing yet.
  await page.locator(':is(h1, h2, .board):visible').first().waitFor();
  // Who is there is told a moment after the board.
  await page.locator('.roombar button .figures', { hasText: '–' }).waitFor({ state: 'detached' });
  const tabs = page.locator('.tabs button', { hasText: tab ?? '' });
  if (tab !== undefined && (await tabs.isVisible())) await tabs.click();
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.screenshot({ path: join(FOLDER, file) });
  process.stdout.write(`web/screenshots/${file}\n`);
}
