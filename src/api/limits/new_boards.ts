import { PREVIEW_SETTINGS, USUAL_BOTS } from '../../draft/previews.ts';
import { BIGGEST_BOARD } from './page_rows.ts';

/** The value of an argument by its name, as it was sent: nobody has judged it yet. */
type Given = (name: string) => unknown;

/** How many teams and rounds a draft has that a mutation makes, by its arguments. */
const SIZES: Readonly<Record<string, (given: Given) => readonly [teams: unknown, rounds: unknown]>> = {
  createDraft: (given) => [lengthOf(given('teamIds')), roundsIn(given('settings'))],
  createPreview: (given) => [
    Number(given('bots') ?? USUAL_BOTS) + (given('seat') == null ? 0 : 1),
    given('settings') == null ? PREVIEW_SETTINGS.rounds : roundsIn(given('settings')),
  ],
};

/** Whether a field of the root makes a draft. */
export function makesDraft(field: string): boolean {
  return Object.hasOwn(SIZES, field);
}

/** How many cells the board of the draft has that a field makes: the most that there can be where its arguments do not say it. */
export function cellsOfNew(field: string, given: Given): number {
  const [teams, rounds] = SIZES[field]?.(given) ?? [];
  const cells = typeof teams === 'number' && typeof rounds === 'number' ? teams * rounds : BIGGEST_BOARD;
  return cells >= 1 && cells <= BIGGEST_BOARD ? Math.ceil(cells) : BIGGEST_BOARD;
}

function lengthOf(list: unknown): unknown {
  return Array.isArray(list) ? list.length : undefined;
}

function roundsIn(settings: unknown): unknown {
  return typeof settings === 'object' && settings !== null && 'rounds' in settings
    ? settings.rounds
    : undefined;
}
