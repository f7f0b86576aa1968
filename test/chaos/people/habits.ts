import { comeBack } from './come_back.ts';
import { endStandOff } from './end_stand_off.ts';
import type { Habit } from './habit.ts';
import { interrupt } from './interrupt.ts';
import { keepQueue } from './keep_queue.ts';
import { keepTime } from './keep_time.ts';
import { mend } from './mend.ts';
import { pick } from './pick.ts';

/** What people do in the drafts of a run in which everything happens. */
export const everyHabit: readonly Habit[] = [
  pick,
  endStandOff,
  keepQueue,
  interrupt,
  keepTime,
  comeBack,
  mend,
];
