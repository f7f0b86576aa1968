import { patiently } from '../patiently.ts';
import { between, type Random } from '../random.ts';
import type { Fault, Scene } from '../scene.ts';

const FEWEST = 5;
const MOST = 30;

/** Jobs are deleted by hand. */
export const deleteJobs: Fault = {
  name: 'jobs deleted',
  counted: 'jobs deleted',
  inject: (scene, random) =>
    tamper(scene, random, 'delete from graphile_worker._private_jobs j using chosen where j.id = chosen.id'),
};

/**
 * Changes the jobs of some drafts in progress. They are due before the quiet time after the last fault is over: the reconciler
 * repairs a job when its draft is due soon, not before.
 */
export async function tamper(
  { db }: Scene,
  random: Random,
  change: string,
): Promise<{ what: string; count: number } | null> {
  const most = Math.round(between(random, FEWEST, MOST));
  const { rowCount } = await patiently(() =>
    db.query(
      `with chosen as (
         select j.id from graphile_worker._private_jobs j
           join app_public.drafts d on j.key = app_private.alarm_key(d.id)
          where d.state = 'IN_PROGRESS' and j.locked_at is null and j.run_at < now() + interval '15 seconds'
          order by hashtext(j.key || $2) limit $1 for update of j skip locked
       ) ${change}`,
      [most, String(random())],
    ),
  );
  return rowCount ? { what: `${rowCount} jobs`, count: rowCount } : null;
}
