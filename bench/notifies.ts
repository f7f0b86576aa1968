import pg from 'pg';
import { CHANNEL } from '../src/events/announcement.ts';

/** Starts counting NOTIFYs, on our channel and on graphile-worker's. The answer: how many there were in a second. */
export async function countNotifies(url: string): Promise<() => Promise<number>> {
  const ear = new pg.Client({ connectionString: url });
  let notifies = 0;
  ear.on('notification', () => {
    notifies += 1;
  });
  await ear.connect();
  await ear.query(`listen ${CHANNEL}`);
  await ear.query('listen "jobs:insert"');
  const startedAt = performance.now();
  return async () => {
    const seconds = (performance.now() - startedAt) / 1_000;
    await ear.end();
    return notifies / seconds;
  };
}
