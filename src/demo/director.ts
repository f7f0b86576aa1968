import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftClient } from '../../client/draft_client.ts';
import type { DraftEvent } from '../draft/events.ts';
import type { BoardView } from './board_view.ts';
import { letsTheClockRunOut, type Play } from './cast.ts';
import { eventsOf } from './client.ts';

/** How long the draft stays paused. */
export const PAUSE_SECONDS = 1.5;
/** The pause begins when this share of a clock has run, so that there is something to be kept. */
const PAUSE_AFTER_SHARE = 0.3;
/** For how long no worker process runs, besides the time that the new one needs to start. */
const OUTAGE_SECONDS = 1;

/** What the director works with. */
export interface Direction {
  readonly draftId: string;
  readonly commissioner: DraftClient;
  readonly view: BoardView;
  readonly playOfTeam: ReadonlyMap<string, Play>;
  readonly picks: number;
  readonly secondsPerPick: number;
  readonly stopWorker: () => Promise<void>;
  readonly startWorker: () => Promise<void>;
  readonly stopping: AbortController;
}

/** Something that happens once, while a team is on the clock that lets it run out. */
interface Scene {
  /** Not before so many picks are made. */
  readonly from: number;
  play(direction: Direction): Promise<void>;
}

/** Follows the draft for the board, and interferes twice: pauses the draft, and has the worker process replaced. */
export async function direct(direction: Direction): Promise<void> {
  const { draftId, commissioner, view, picks, stopping } = direction;
  const scenes: Scene[] = [
    { from: Math.ceil(picks / 3), play: pauseAndResume },
    { from: Math.ceil((picks * 3) / 5), play: replaceWorker },
  ];
  let playing = Promise.resolve();
  let isPlaying = false;
  for await (const event of eventsOf(commissioner, draftId, stopping.signal)) {
    view.follow(event);
    const [scene] = scenes;
    if (!scene || isPlaying || !isCue(event, scene, direction)) continue;
    scenes.shift();
    isPlaying = true;
    playing = scene.play(direction).finally(() => {
      isPlaying = false;
    });
    playing.catch((error: unknown) => stopping.abort(error));
  }
  await playing;
}

function isCue(event: DraftEvent, scene: Scene, { playOfTeam }: Direction): boolean {
  if (event.kind !== 'PICKED') return false;
  const { pickNumber, nextTeamId } = event.data;
  return pickNumber >= scene.from && letsTheClockRunOut(playOfTeam.get(nextTeamId ?? ''));
}

async function pauseAndResume(direction: Direction): Promise<void> {
  const { commissioner, draftId, view, secondsPerPick, stopping } = direction;
  const { signal } = stopping;
  await sleep(PAUSE_AFTER_SHARE * secondsPerPick * 1_000, undefined, { signal });
  await commissioner.pauseDraft(draftId);
  view.tell('The commissioner paused the draft.');
  await sleep(PAUSE_SECONDS * 1_000, undefined, { signal });
  view.tell('The draft goes on with the time that was left.');
  await commissioner.resumeDraft(draftId);
}

async function replaceWorker({ view, startWorker, stopWorker, stopping }: Direction): Promise<void> {
  view.tell('The worker process is stopped: nothing is picked by the clock now.');
  await stopWorker();
  await sleep(OUTAGE_SECONDS * 1_000, undefined, { signal: stopping.signal });
  await startWorker();
  view.tell('A new worker process took over and makes up for what was due.');
}
