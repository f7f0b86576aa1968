import { setTimeout as sleep } from 'node:timers/promises';

const ROUND_MS = 2_000;
const HOME = '\x1b[H';
const CLEAR_SCREEN = '\x1b[2J';
const CLEAR_REST_OF_LINE = '\x1b[K';
const CLEAR_BELOW = '\x1b[J';
const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';

/** Where something is shown: stdout, or what a test puts in its place. */
export interface Screen {
  write(text: string): void;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
}

/**
 * Shows what `look` answers every two seconds until the signal aborts: in place on a terminal, as far as there is room;
 * elsewhere one block after the other.
 * @param between what stands between two blocks
 */
export async function watch(
  look: () => Promise<string>,
  { screen, between, signal }: { screen: Screen; between: string; signal: AbortSignal },
): Promise<void> {
  if (screen.isTTY) screen.write(HIDE_CURSOR + CLEAR_SCREEN);
  let isFirst = true;
  try {
    while (!signal.aborted) {
      const text = await look();
      if (signal.aborted) break;
      if (screen.isTTY) screen.write(inPlace(text, screen.rows));
      else screen.write((isFirst ? '' : between) + text);
      isFirst = false;
      await sleep(ROUND_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    if (screen.isTTY) screen.write(SHOW_CURSOR);
  }
}

function inPlace(text: string, rows = Number.POSITIVE_INFINITY): string {
  const lines = text
    .trimEnd()
    .split('\n')
    .slice(0, rows - 1);
  return HOME + lines.map((line) => `${line}${CLEAR_REST_OF_LINE}\n`).join('') + CLEAR_BELOW;
}
