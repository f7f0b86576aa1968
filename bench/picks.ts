import { readFileSync } from 'node:fs';
import { createPool, endPool } from '../src/database/connect.ts';
import { applyPick } from '../src/database/door.ts';
import { createLog } from '../src/telemetry/log.ts';
import type { Figures } from './report.ts';
import type { Bench, Scene } from './scene.ts';
import {
  copyDrafts,
  createBenchLeague,
  emptyOfDrafts,
  type League,
  playDraft,
  playedSequence,
} from './seed.ts';
import { percentiles, round } from './statistics.ts';

const WARM_UP_MS = 1_000;
const SECONDS_PER_PICK = 3_600;
const SLOW_FLUSH_MICROSECONDS = 1_000;
const ARM = new URL('../migrations/functions/arm.sql', import.meta.url);

/** The door as it is, without a job, and with the job as stock graphile-worker replaces it: everything else is the same. */
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

/** Manual picks through the door, as fast as some connections can make them: one after the other, a draft at a time. */
export const picks: Bench = { drafts: 600, seconds: 10, run };

async function run({ db, url, options, progress }: Scene): Promise<Figures> {
  await emptyOfDrafts(db);
  const league = await createBenchLeague(db);
  const sequence = await playedSequence(db, league);
  await copyDrafts(db, await playDraft(db, league, { secondsPerPick: SECONDS_PER_PICK, atPick: 1 }), {
    drafts: options.drafts,
    secondsPerPick: SECONDS_PER_PICK,
    atPick: 1,
    dueIn: { first: SECONDS_PER_PICK, step: 0 },
    onProgress: (made) => progress('drafts', made, options.drafts),
  });
  const { rows } = await db.query<{ id: string }>(
    `select id from app_public.drafts where state = 'IN_PROGRESS' order by id`,
  );
  const table = new Table(
    league,
    sequence,
    rows.map(({ id }) => id),
  );
  const clients = createPool(url, {
    max: options.connections,
    applicationName: 'bench picks',
    log: createLog('warn'),
  });
  const measure = async (what: string) => {
    progress(what, 0, options.seconds);
    await table.pickFor(clients, options.connections, WARM_UP_MS);
    const took = await table.pickFor(clients, options.connections, options.seconds * 1_000);
    return { picks_per_second: round(took.length / options.seconds), pick_ms: percentiles(took) };
  };
  try {
    if (options.slowFlush) await slowFlush(db, true);
    const door = await measure('the door');
    await replaceArm(db, WAYS_TO_ARM.no_job);
    const noJob = await measure('without a job');
    await replaceArm(db, WAYS_TO_ARM.stock_add_job);
    const stockAddJob = await measure('with add_job');
    return {
      ...door,
      no_job: noJob,
      stock_add_job: stockAddJob,
      share_of_no_job: round(door.picks_per_second / noJob.picks_per_second),
      times_stock_add_job: round(door.picks_per_second / stockAddJob.picks_per_second),
    };
  } finally {
    await endPool(clients);
    await db.query(readFileSync(ARM, 'utf8'));
    if (options.slowFlush) await slowFlush(db, false);
  }
}

/** Drafts that are picked in at the same time, each by one connection from its first pick to its last. */
class Table {
  readonly #league: League;
  readonly #sequence: readonly number[];
  /** Drafts nobody picks in right now, and how far they are. */
  readonly #free: { draftId: string; made: number }[];

  constructor(league: League, sequence: readonly number[], draftIds: readonly string[]) {
    this.#league = league;
    this.#sequence = sequence;
    this.#free = draftIds.map((draftId) => ({ draftId, made: 0 }));
  }

  /** Picks for so long; how long each pick took, in milliseconds. */
  async pickFor(db: Parameters<typeof applyPick>[0], connections: number, ms: number): Promise<number[]> {
    const took: number[] = [];
    const until = performance.now() + ms;
    const pickAlong = async () => {
      let draft = this.#take();
      for (; performance.now() < until; draft.made += 1) {
        if (draft.made === this.#sequence.length) draft = this.#take();
        const startedAt = performance.now();
        await applyPick(db, {
          kind: 'MANUAL',
          draftId: draft.draftId,
          pickNumber: draft.made + 1,
          playerId: this.#sequence[draft.made] ?? 0,
          actor: this.#league.commissioner,
        });
        took.push(performance.now() - startedAt);
      }
      this.#free.push(draft);
    };
    await Promise.all(Array.from({ length: connections }, pickAlong));
    return took;
  }

  #take(): { draftId: string; made: number } {
    const draft = this.#free.pop();
    if (!draft) throw new Error('Every draft is over: run the bench with more --drafts');
    return draft;
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
