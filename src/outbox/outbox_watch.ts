import { setTimeout as sleep } from 'node:timers/promises';
import type { Listener } from '../database/listen.ts';
import {
  enqueueDeliveries,
  leadOutbox,
  pruneOutbox,
  type SweepPlace,
  sweepDeliveries,
} from '../database/outbox.ts';
import type { Queryable } from '../database/queryable.ts';
import { CHANNEL, readAnnouncement } from '../events/announcement.ts';
import { keepListening } from '../events/listening.ts';
import type { Log } from '../telemetry/log.ts';

/** Drafts that change in this time become jobs together. */
const GATHER_MS = 15;
/** The relay that leads sweeps this often while sweeps find something; the pause doubles while they find nothing. */
const SWEEP_MS = 1_000;
/** The longest pause; that of the others, should the one that leads hang; and of all of them while there is no endpoint. */
const STAND_IN_MS = 5_000;
/** While each sweep finds as many streams behind as it makes jobs for. */
const CATCHING_UP_MS = 50;
/**
 * What one sweep looks at, and makes jobs for. With the pause while it catches up this bounds the rate at which a long backlog is caught up, and
 * so what of the machine the clocks have to share with it: a few jobs often, so that there is never much to do at once. What is new is
 * announced, and does not wait for a sweep.
 */
const CURSORS_PER_SWEEP = 5_000;
const JOBS_PER_SWEEP = 5;
/** For how many a relay makes jobs that does not lead, and so sweeps less often. */
const JOBS_STANDING_IN = 200;
/** How often what is too old is removed, and how much of it at once. */
const PRUNE_MS = 60_000;
const PRUNED_AT_ONCE = 20_000;
const BEGINNING: SweepPlace = { endpointId: null, streamId: null };

/** What finds out which endpoints are behind. */
export interface OutboxWatch {
  /** Whether it swept lately without a failure. */
  isWell(): boolean;
  stop(): Promise<void>;
}

/**
 * Makes jobs for what has to be delivered: at once for drafts that a hint names, and by a sweep over all cursors, which needs no hint.
 * Of several relays one leads and hears the hints; the others sweep at a slower pace.
 */
export function watchOutbox(db: Queryable, url: string, log: Log): OutboxWatch {
  const stopping = new AbortController();
  const changed = new Set<string>();
  let listener: Listener | null = null;
  let isLeading = false;
  let sweptAt = performance.now();
  let hasCursors = true;
  let gathering: Promise<void> | null = null;
  /** Ends the pause between two sweeps. */
  let waking = new AbortController();

  async function pause(ms: number): Promise<void> {
    waking = new AbortController();
    const signal = AbortSignal.any([stopping.signal, waking.signal]);
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  }

  async function enqueueAll(): Promise<void> {
    await sleep(GATHER_MS);
    const drafts = [...changed];
    changed.clear();
    gathering = null;
    await enqueueDeliveries(db, drafts).catch((error: unknown) =>
      log.debug({ err: error }, 'Could not make jobs for deliveries; the sweep will'),
    );
  }

  function hear(payload: string): void {
    // Without any endpoint there is nothing to ask the database for.
    if (!isLeading || !hasCursors) return;
    for (const [draftId] of readAnnouncement(payload) ?? []) changed.add(draftId);
    if (changed.size > 0) gathering ??= enqueueAll();
  }

  async function sweep(): Promise<void> {
    let place = BEGINNING;
    let prunedAt = performance.now();
    let between = SWEEP_MS;
    let isCatchingUp = false;
    while (!stopping.signal.aborted) {
      try {
        isLeading = listener !== null && (isLeading || (await leadOutbox(listener)));
        const mostJobs = isLeading ? JOBS_PER_SWEEP : JOBS_STANDING_IN;
        const swept = await sweepDeliveries(db, place, CURSORS_PER_SWEEP, mostJobs);
        hasCursors = swept.cursors > 0 || place.endpointId !== null;
        place = swept;
        isCatchingUp = swept.jobs === mostJobs;
        between = swept.jobs > 0 ? SWEEP_MS : Math.min(between * 2, STAND_IN_MS);
        sweptAt = performance.now();
        if (isLeading && performance.now() - prunedAt > PRUNE_MS) {
          prunedAt = performance.now();
          await pruneOutbox(db, PRUNED_AT_ONCE);
        }
      } catch (error) {
        log.warn({ err: error }, 'Could not look for events to deliver; looking again');
        isCatchingUp = false;
      }
      if (!isLeading || !hasCursors) await pause(STAND_IN_MS);
      else if (isCatchingUp) await pause(CATCHING_UP_MS);
      // A circle that has not come to its end goes on at its pace.
      else await pause(place.endpointId === null ? between : SWEEP_MS);
    }
  }

  const handlers = {
    hear,
    began(began: Listener) {
      listener = began;
      // Hints were missed until now, and somebody has to lead.
      waking.abort();
      void began.ended.then(() => {
        if (listener !== began) return;
        listener = null;
        isLeading = false;
      });
    },
  };
  const listening = keepListening(url, CHANNEL, handlers, stopping.signal, log);
  const sweeping = sweep();
  return {
    isWell: () => performance.now() - sweptAt < 3 * STAND_IN_MS,
    async stop() {
      stopping.abort();
      await Promise.all([listening, sweeping, gathering]);
    },
  };
}
