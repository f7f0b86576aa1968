import type { Fault } from '../scene.ts';
import { cut } from './cut.ts';
import { deleteJobs } from './delete_jobs.ts';
import { endBackend } from './end_backend.ts';
import { failOver } from './fail_over.ts';
import { freeze } from './freeze.ts';
import { freezeBeforeCompletion } from './freeze_before_completion.ts';
import { kill } from './kill.ts';
import { killListening } from './kill_listening.ts';
import { lockJobs } from './lock_jobs.ts';
import { loseReply } from './lose_reply.ts';
import { restartDatabase } from './restart_database.ts';
import { stall } from './stall.ts';

/** Every fault, as often as it happens before each has happened: they are dealt like cards. */
export const deck: readonly Fault[] = [
  ...[kill, kill, freeze, freeze, restartDatabase, restartDatabase],
  ...[cut, stall, loseReply, loseReply],
  ...[endBackend, endBackend],
  ...[freezeBeforeCompletion, killListening, deleteJobs, lockJobs],
];

/** Faults that happen only where they are asked for: they need another stage. */
export const onDemand: readonly Fault[] = [failOver];
