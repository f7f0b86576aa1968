import { lazy } from 'react';

// What is below the board: script of its own, so that clock and board wait for none of it.
let parts: Promise<typeof import('./later_parts.ts')> | undefined;
// Once: an import, even of what is there, waits for what the browser does meanwhile, and that may be a frame.
const load = () => (parts ??= import('./later_parts.ts'));

/** Asks for the script of the parts before any of them is shown; resolves when it is there, or will not be. */
export async function fetchParts(): Promise<void> {
  // Whoever shows a part hears of its failure.
  await load().catch(() => undefined);
}

export const Players = lazy(async () => ({ default: (await load()).Players }));
export const QueuePane = lazy(async () => ({ default: (await load()).QueuePane }));
export const RosterPane = lazy(async () => ({ default: (await load()).RosterPane }));
export const LogPane = lazy(async () => ({ default: (await load()).LogPane }));
export const ConfirmPick = lazy(async () => ({ default: (await load()).ConfirmPick }));
