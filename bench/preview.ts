import { setTimeout as sleep } from 'node:timers/promises';
import { createUser } from '../src/database/leagues.ts';
import { createPlayerPool } from '../src/database/players.ts';
import { FASTEST, PREVIEW_SETTINGS } from '../src/draft/previews.ts';
import { Announcer } from '../src/events/announcer.ts';
import { createPreview } from '../src/orchestrator/create_preview.ts';
import { readBundledPool } from '../src/players/bundled_pool.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { emptyOfDrafts } from './seed.ts';
import { percentiles, round } from './statistics.ts';
import { Workers } from './workers.ts';

const TEAMS = 12;
const LOOK_EVERY_MS = 20;

/** How long whole previews of twelve bots take at top speed, from the call that creates them to the last pick: so many at once, over and over. */
export const preview: Bench = { drafts: 1, seconds: 0, run };

async function run({ db, url, kind, options, progress }: Scene): Promise<Figures> {
  const { drafts, runs } = options;
  await emptyOfDrafts(db);
  const userId = await createUser(db, 'Bench');
  const poolId = await createPlayerPool(db, 'Bench', readBundledPool());
  const announcer = new Announcer(db, (error) => {
    throw error;
  });
  const workers = await Workers.start(kind, url, options.workers);
  const seconds: number[] = [];
  for (let done = 0; done < runs; done += 1) {
    progress(`${kind}: runs`, done, runs);
    const startedAt = performance.now();
    for (let i = 0; i < drafts; i += 1) {
      const wanted = { settings: PREVIEW_SETTINGS, poolId, seat: null, bots: TEAMS, speed: FASTEST };
      // Operators may have as many as they like.
      const actor = { kind: 'OPERATOR', userId } as const;
      announcer.announce(await createPreview(db, { ...wanted, seed: done * drafts + i }, actor));
    }
    while (!(await areOver())) await sleep(LOOK_EVERY_MS);
    seconds.push((performance.now() - startedAt) / 1_000);
  }
  await announcer.settled();
  await workers.stop();
  const { p50, max } = percentiles(seconds);
  return {
    seconds: p50,
    seconds_at_most: max,
    previews_at_once: drafts,
    picks_per_preview: TEAMS * PREVIEW_SETTINGS.rounds,
    picks_per_second: round((drafts * TEAMS * PREVIEW_SETTINGS.rounds) / p50),
    rings: workers.rings,
  };

  async function areOver(): Promise<boolean> {
    const { rows } = await db.query(
      `select from app_public.drafts where state in ('SCHEDULED', 'IN_PROGRESS') limit 1`,
    );
    return rows.length === 0;
  }
}
