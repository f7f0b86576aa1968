import { unobserved } from '../../bench/seed.ts';
import type { ConnectionPool } from '../../src/database/connect.ts';
import type { Queryable } from '../../src/database/queryable.ts';
import type { DraftMemory } from '../../src/orchestrator/draft_memory.ts';
import { timeOut } from '../../src/orchestrator/time_out.ts';
import { DeadlinePicker } from '../../src/worker/deadline_picker.ts';

/** How the clock acts: by a job, which reads the draft, or by the alarm of a process, which remembers it. */
export type Ringing = 'ALARM' | 'JOB';

interface Through {
  readonly db: ConnectionPool;
  /** Called before each statement that picks, once the choice is made. */
  readonly beforePick: () => Promise<void>;
}

const PICKS = /\bapply_(picks|choices)\b/;

/** The clock of a draft acts, until nothing of it is due. */
export async function ringOnce(
  { db, beforePick }: Through,
  draftId: string,
  memory: DraftMemory,
  by: Ringing,
): Promise<void> {
  const through: Queryable = {
    query: async (text, values) => {
      if (PICKS.test(text)) await beforePick();
      return db.query(text, values);
    },
  };
  const options = { memory, observer: unobserved };
  if (by === 'JOB') {
    await timeOut(through, draftId, { ...options, giveWayMs: 0 });
    return;
  }
  // As every process does once a second, and when it hears of what others did to a draft.
  await memory.pools.refresh(db);
  const { rows } = await db.query<{ version: number }>(
    'select version from app_public.drafts where id = $1',
    [draftId],
  );
  memory.isAt(draftId, rows[0]?.version ?? 0);
  const failed: unknown[] = [];
  const picker = new DeadlinePicker(through, options, (error) => failed.push(error));
  for (;;) {
    const { done } = await picker.ring([draftId]);
    await picker.settled();
    if (failed.length > 0) throw failed[0];
    if (done.length === 0) return;
  }
}
