import { endStandOff } from './end_stand_off.ts';
import type { Habit } from './habit.ts';
import { interrupt } from './interrupt.ts';
import { keepQueue } from './keep_queue.ts';
import { pick } from './pick.ts';

/** What people do in the drafts of a run in which everything happens. */
export const everyHabit: readonly Habit[] = [pick, endStandOff, keepQueue, interrupt];
