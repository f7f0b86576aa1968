import { setTimeout as sleep } from 'node:timers/promises';
import { patiently } from '../patiently.ts';
import { between } from '../random.ts';
import type { Fault, Scene } from '../scene.ts';
import { COMPLETION } from '../wire.ts';
import { ringUntil } from './ring_jobs.ts';

const SHORTEST_MS = 3_000;
const LONGEST_MS = 12_000;
/** If the late completion deletes a job, it does so within this time. */
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
      const giveUp = victim.proxy.hold(COMPLETION, ({ release }) => {
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

/** A late completion must not take away the next alarm; the reconciler would hide it a moment later. Overtime has no deadline, and no alarm. */
async function noteLostAlarm({ db, violations }: Scene, draftId: string, worker: string): Promise<void> {
  const { rows } = await patiently(() =>
    db.query<{ alarms: number }>(
      `select (select count(*)::integer from graphile_worker._private_jobs where key = app_private.alarm_key(d.id)) as alarms
         from app_public.drafts d where d.id = $1 and d.state = 'IN_PROGRESS' and d.next_deadline is not null`,
      [draftId],
    ),
  );
  if (rows[0] && rows[0].alarms !== 1) {
    violations.push(`${draftId} has ${rows[0].alarms} alarms after ${worker} completed a job late`);
  }
}
