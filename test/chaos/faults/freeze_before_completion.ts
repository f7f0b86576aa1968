import { setTimeout as sleep } from 'node:timers/promises';
import { patiently } from '../patiently.ts';
import { between, oneOf, type Random } from '../random.ts';
import type { Fault, Scene } from '../scene.ts';

const FETCHED_WITHIN_MS = 5_000;
const SHORTEST_MS = 3_000;
const LONGEST_MS = 12_000;
/** What the late completion deletes it deletes within this time. */
const COMPLETED_WITHIN_MS = 200;

/**
 * A worker is frozen between the end of a task and its completion: its proxy holds back the statement that completes the job
 * and the process is stopped. Meanwhile others pick for the draft. So that there is a job at all (the precise alarm is
 * faster than any), the alarm of a draft is set to ring at once, as an operator could.
 */
export const freezeBeforeCompletion: Fault = {
  name: 'freeze before completion',
  counted: 'frozen before a completion',
  inject: (scene, random) =>
    scene.fleet.withOne(random, 'worker', scene.signal, async (victim) => {
      let held: (() => void) | null = null;
      const giveUp = victim.proxy.holdCompletion((release) => {
        victim.freeze();
        held = release;
      });
      const draftId = await ringUntil(scene, random, () => held !== null);
      giveUp();
      const release = held as (() => void) | null;
      if (release === null || draftId === null) return null;
      await sleep(
        between(random, Math.min(SHORTEST_MS, scene.longestMs), Math.min(LONGEST_MS, scene.longestMs)),
      );
      release();
      victim.thaw();
      await sleep(COMPLETED_WITHIN_MS);
      await noteLostAlarm(scene, draftId, victim.name);
      return { what: victim.name };
    }),
};

/** Lets alarms of drafts ring, one after the other, until something is so. Answers the last draft. */
async function ringUntil({ db, signal }: Scene, random: Random, isSo: () => boolean): Promise<string | null> {
  const giveUpAt = performance.now() + FETCHED_WITHIN_MS;
  let last: string | null = null;
  while (!isSo() && performance.now() < giveUpAt && !signal.aborted) {
    const { rows } = await patiently(() =>
      db.query<{ id: string }>(
        `select id from app_public.drafts where state = 'IN_PROGRESS' and due_at > clock_timestamp() + interval '1 second'
          order by id`,
      ),
    );
    last = oneOf(random, rows)?.id ?? null;
    await patiently(() =>
      db.query(
        `select graphile_worker.add_job('draft_timeout', json_build_object('draftId', d.id), run_at => now(),
                                        job_key => app_private.alarm_key(d.id), job_key_mode => 'replace')
           from app_public.drafts d where d.id = $1 and d.state = 'IN_PROGRESS'`,
        [last],
      ),
    );
    await sleep(COMPLETED_WITHIN_MS);
  }
  return last;
}

/** A late completion must not take away the next alarm; the reconciler would hide it a moment later. */
async function noteLostAlarm({ db, violations }: Scene, draftId: string, worker: string): Promise<void> {
  const { rows } = await patiently(() =>
    db.query<{ alarms: number }>(
      `select (select count(*)::integer from graphile_worker._private_jobs where key = app_private.alarm_key(d.id)) as alarms
         from app_public.drafts d where d.id = $1 and d.state = 'IN_PROGRESS'`,
      [draftId],
    ),
  );
  if (rows[0] && rows[0].alarms !== 1) {
    violations.push(`${draftId} has ${rows[0].alarms} alarms after ${worker} completed a job late`);
  }
}
