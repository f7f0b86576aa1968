import { setTimeout as sleep } from 'node:timers/promises';
import { patiently } from '../patiently.ts';
import { oneOf, type Random } from '../random.ts';
import type { Scene } from '../scene.ts';

const FETCHED_WITHIN_MS = 5_000;
const NEXT_AFTER_MS = 200;

/** Lets alarms of drafts ring, one after the other, until something is so. Answers the last draft. */
export async function ringUntil(
  { db, signal }: Scene,
  random: Random,
  isSo: () => boolean,
): Promise<string | null> {
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
    await sleep(NEXT_AFTER_MS);
  }
  return last;
}
