import type { Fault } from '../scene.ts';
import { tamper } from './delete_jobs.ts';

/** The worker id that jobs are locked with: of no process. */
export const NOBODY = 'pool-nobody';

/** Jobs are locked by hand, some of them with no attempt left. */
export const lockJobs: Fault = {
  name: 'jobs locked',
  counted: 'jobs locked',
  inject: (scene, random) =>
    tamper(
      scene,
      random,
      `update graphile_worker._private_jobs j
          set locked_by = '${NOBODY}', locked_at = now(),
              attempts = case when j.id % 2 = 0 then j.max_attempts else j.attempts + 1 end
         from chosen where j.id = chosen.id`,
    ),
};
