import { lazy } from 'react';

type Parts = typeof import('./later_parts.ts');

// What is below the board: script of its own, so that clock and board wait for none of it.
let loading: Promise<Parts> | undefined;
let loaded: Parts | undefined;

// Once: an import, even of what is there, waits for what the browser does meanwhile, and that may be a frame.
const load = () => (loading ??= import('./later_parts.ts'));

/** Asks for the script of the parts before any of them is shown; resolves when it is there, or will not be. */
export async function fetchParts(): Promise<void> {
  // Whoever shows a part hears of its failure.
  loaded = await load().catch(() => undefined);
}

const AWAITED = {
  Players: lazy(async () => ({ default: (await load()).Players })),
  QueuePane: lazy(async () => ({ default: (await load()).QueuePane })),
  RosterPane: lazy(async () => ({ default: (await load()).RosterPane })),
  LogPane: lazy(async () => ({ default: (await load()).LogPane })),
  ConfirmPick: lazy(async () => ({ default: (await load()).ConfirmPick })),
};

/** The parts to draw: where their script is there they are drawn with what is around them, and else as soon as it is. */
export function partsToDraw(): Parts | typeof AWAITED {
  return loaded ?? AWAITED;
}
