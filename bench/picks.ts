import { readFileSync } from 'node:fs';
import { createConnectionPool, endConnectionPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/picks.ts';
import { createLog } from '../src/telemetry/log.ts';
import { measureFloor } from './floor.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import { percentiles, round } from './statistics.ts';
import { layTable, Table, type Wanted } from './table.ts';

const WARM_UP_MS = 1_000;
const SLOW_FLUSH_MICROSECONDS = 1_000;
const ARM = new URL('../migrations/functions/alarms/arm.sql', import.meta.url);

/** apply_pick as it is, without a job, and with the job as stock graphile-worker replaces it: everything else is the same. */
const WAYS_TO_ARM = {
  no_job: 'begin return job; end',
  stock_add_job: `declare
    added bigint;
  begin
    select a.id into added from graphile_worker.add_job(
      'draft_timeout', json_build_object('draftId', draft), run_at => deadline,
      job_key => app_private.alarm_key(draft), job_key_mode => 'replace') as a;
    return added;
  end`,
};

/** Manual picks through apply_pick, as fast as some connections can make them: one after the other, a draft at a time. */
export const picks: Bench = { drafts: 600, seconds: 10, run };

async function run(scene: Scene): Promise<Figures> {
  const { db, url, options, progress } = scene;
  const { league, sequence, draftIds } = await layTable(db, options.drafts, (made) =>
    progress('drafts', made, options.drafts),
  );
  const table = new Table(sequence, draftIds);
  const clients = createConnectionPool(url, {
    max: options.connections,
    applicationName: 'bench picks',
    // As the API's connections do.
    prepares: true,
    log: createLog('warn'),
  });
  const measure = async (what: string, actor = league.commissioner) => {
    const pick = (wanted: Wanted) => applyPick(clients, { kind: 'MANUAL', ...wanted, actor });
    progress(what, 0, options.seconds);
    await table.pickFor(pick, options.connections, WARM_UP_MS);
    const took = await table.pickFor(pick, options.connections, options.seconds * 1_000);
    return { picks_per_second: round(took.length / options.seconds), pick_ms: percentiles(took) };
  };
  try {
    if (options.slowFlush) await slowFlush(db, true);
    // A pick by the commissioner is noted in the audit as well, a manager's own is not.
    const door = await measure('apply_pick');
    const byManager = await measure('apply_pick, by managers', league.manager);
    await replaceArm(db, WAYS_TO_ARM.no_job);
    const noJob = await measure('without a job');
    await replaceArm(db, WAYS_TO_ARM.stock_add_job);
    const stockAddJob = await measure('with add_job');
    await db.query(readFileSync(ARM, 'utf8'));
    const floor = await measureFloor(scene);
    return {
      ...door,
      by_manager: byManager,
      no_job: noJob,
      stock_add_job: stockAddJob,
      share_of_no_job: round(door.picks_per_second / noJob.picks_per_second),
      floor,
      share_of_floor: round(byManager.picks_per_second / floor.picks_per_second),
      times_stock_add_job: round(door.picks_per_second / stockAddJob.picks_per_second),
    };
  } finally {
    await endConnectionPool(clients);
    await db.query(readFileSync(ARM, 'utf8'));
    if (options.slowFlush) await slowFlush(db, false);
  }
}

async function replaceArm(db: Scene['db'], body: string): Promise<void> {
  await db.query(
    `create or replace function app_private.arm(draft uuid, job bigint, deadline timestamptz)
     returns bigint language plpgsql as $arm$ ${body} $arm$`,
  );
}

/** As a cloud disk behaves: each flush of the log takes a millisecond. */
async function slowFlush(db: Scene['db'], on: boolean): Promise<void> {
  for (const [name, value] of [
    ['commit_delay', SLOW_FLUSH_MICROSECONDS],
    ['commit_siblings', 0],
  ]) {
    await db.query(on ? `alter system set ${name} = ${value}` : `alter system reset ${name}`);
  }
  await db.query('select pg_reload_conf()');
}
