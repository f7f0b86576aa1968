import { ServiceError } from '../../service_errors.ts';

/** Rows of one page at most, and where nothing is said. */
const BIGGEST_PAGE = 500;
/** A board is read whole: 64 teams, 100 rounds. */
export const BIGGEST_BOARD = 6_400;
const MOST_TEAMS = 64;

/** Lists of a draft that are read whole, without pages: what a page may be at most, and what the list can hold. */
const WHOLE: Readonly<Record<string, { readonly page: number; readonly holds: number }>> = {
  'Draft.board': { page: BIGGEST_BOARD, holds: BIGGEST_BOARD },
  'Draft.picks': { page: BIGGEST_BOARD, holds: BIGGEST_BOARD },
  'Draft.skipped': { page: BIGGEST_BOARD, holds: BIGGEST_BOARD },
  'Draft.slots': { page: BIGGEST_BOARD, holds: MOST_TEAMS },
};

/** The lists of cells of one draft: as many as the draft has teams times rounds, at most. */
const CELLS: ReadonlySet<string> = new Set([
  ...['Draft.board', 'Draft.picks', 'Draft.skipped'],
  ...['DraftMoment.cells', 'RollBackPreview.undone'],
]);

/** Whether a field is a list of cells of one draft: its board, now or at a moment, or a part of it. */
export function isOfBoard(type: string, field: string): boolean {
  return CELLS.has(`${type}.${field}`);
}

/** The most rows that a page of a field may be asked for; it has as many where nothing is said. */
export function biggestPage(type: string, field: string): number {
  return WHOLE[`${type}.${field}`]?.page ?? BIGGEST_PAGE;
}

/** Lists that have no argument to ask for a part of them: what one can hold, in a draft's settings by the limits of createDraft. */
const WITHOUT_PAGES: Readonly<Record<string, number>> = {
  'Me.needs': 500,
  'DraftMoment.cells': BIGGEST_BOARD,
  'RollBackPreview.undone': BIGGEST_BOARD,
  'Numbers.minutes': 10,
  'Numbers.rounds': 100,
  'Numbers.sources': 10,
  // For operators alone: more processes and more kinds of problems than there are.
  'ServiceStatus.failing': 5,
  'ServiceStatus.figures': 20,
  'ServiceStatus.overdue': 5,
  'ServiceStatus.problems': 50,
  'ServiceStatus.workers': 500,
  'PoolPreview.columns': 9,
  'PoolPreview.players': 20,
  'PoolPreview.rejected': 200,
  'RankingPreview.columns': 9,
  'RankingPreview.players': 20,
  'RankingPreview.rejected': 200,
  'RankingPreview.unmatched': 200,
  'UnmatchedRow.candidates': 3,
  'QuietHours.windows': 14,
  'Query.timePresets': 5,
  'Query.strategies': 50,
  'Query.suggestPicks': 20,
  'DraftSettings.positionMaximums': 100,
  'DraftSettings.rosterSlots': 1_000,
  'DraftSettings.secondsPerPickByRound': 100,
  'DraftSettings.tradedPicks': 1_000,
  'DraftSettings.keepers': 500,
  'DraftSettings.forfeits': 500,
  // One event of a page is the opening, if any, and one the draw: as many again as the page may have.
  'DraftOpened.keepers': 2,
  'DraftOrderDrawn.words': 2,
};

/** Whether a field answers a list of objects that cannot be asked for in pages. */
export function isWithoutPages(type: string, field: string): boolean {
  return Object.hasOwn(WITHOUT_PAGES, `${type}.${field}`);
}

/** The most rows that a field can answer. */
export function mostRows(type: string, field: string): number {
  const name = `${type}.${field}`;
  return WHOLE[name]?.holds ?? WITHOUT_PAGES[name] ?? BIGGEST_PAGE;
}

/** Further on, pages are asked for by cursor. */
const FARTHEST_OFFSET = 10_000;

/** The arguments that say how large a page is, or where it begins. */
export const PAGE_ARGUMENTS = ['first', 'last', 'offset'] as const;
export type PageArgument = (typeof PAGE_ARGUMENTS)[number];
/** The arguments that say after or before which row a page lies. */
export const CURSOR_ARGUMENTS = ['after', 'before'] as const;
export type CursorArgument = (typeof CURSOR_ARGUMENTS)[number];

/** Why a page is refused for which both ends are asked for (INPUT_INVALID): nobody can say which rows are meant; null where it is not. */
export function bothEndsProblem(first: unknown, last: unknown): ServiceError | null {
  if (typeof first !== 'number' || typeof last !== 'number') return null;
  return new ServiceError('INPUT_INVALID', {
    argument: 'last',
    problem: 'says another end of the list than "first" beside it; send one of them',
  });
}

/** Why a page is refused that is counted from the beginning and from the end of the list (INPUT_INVALID); null where it is not. */
export function offsetProblem(offset: unknown, last: unknown): ServiceError | null {
  if (typeof offset !== 'number' || typeof last !== 'number') return null;
  return new ServiceError('INPUT_INVALID', {
    argument: 'offset',
    problem:
      'counts from the beginning of the list, and "last" beside it from the end; send "first" with it, or leave it out',
  });
}

/** Why an argument of a page is refused (INPUT_INVALID), where a page has so many rows at most; null where it is not. */
export function pageProblem(argument: PageArgument, value: unknown, biggest: number): ServiceError | null {
  const limit = argument === 'offset' ? FARTHEST_OFFSET : biggest;
  if (typeof value !== 'number' || (value >= 0 && value <= limit)) return null;
  return new ServiceError('INPUT_INVALID', {
    argument,
    problem: `must be from 0 to ${limit}; it is ${value}`,
    limit,
    found: value,
  });
}

/** Why an order is refused that names nothing (INPUT_INVALID): the rows would come in no order at all; null where it is not. */
export function orderProblem(orderBy: unknown): ServiceError | null {
  if (!Array.isArray(orderBy) || orderBy.length > 0) return null;
  return new ServiceError('INPUT_INVALID', {
    argument: 'orderBy',
    problem: 'must name at least one order; leave it out for the natural one',
  });
}

/** Why a text is refused that no page ever gave as a cursor (INPUT_INVALID); null where it could be one. */
export function cursorProblem(argument: CursorArgument, cursor: unknown): ServiceError | null {
  if (typeof cursor !== 'string' || isCursor(cursor)) return null;
  return new ServiceError('INPUT_INVALID', {
    argument,
    problem: 'is no cursor; send one that a page of this list answered as endCursor, startCursor or cursor',
  });
}

/** How PostGraphile refuses a cursor of another order, which it finds only when it writes the statement. */
const OF_ANOTHER_ORDER = /^Invalid '(after|before)' cursor /;

/** The same refusal in our words (INPUT_INVALID), of what PostGraphile says; null where it says something else. */
export function otherOrderProblem(said: string): ServiceError | null {
  const argument = OF_ANOTHER_ORDER.exec(said)?.[1];
  if (argument === undefined) return null;
  return new ServiceError('INPUT_INVALID', {
    argument,
    problem:
      'is a cursor of another order or of another list; send one that a page of this list with the same "orderBy" answered',
  });
}

/** A cursor is a list in JSON in base64: a digest of the order, and the values of the row. */
function isCursor(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(Buffer.from(text, 'base64').toString('utf8')));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return false;
  }
}
