import { currentPreferences } from './preferences.ts';

/** What the service drew into the page of a draft, to be seen until the room is there; null where it is no more, never was, or is in the room. */
function picture(): HTMLElement | null {
  return document.querySelector('body > #picture');
}

/** Whether a board is shown while the room itself is not there yet. */
export function hasPicture(): boolean {
  return picture() !== null;
}

/** Shows the picture as this person likes boards, and as the room will: scrolled where the pick on the clock is out of sight. Nothing in it can be pressed. */
export function fitPicture(): void {
  const shown = picture();
  const board = shown?.querySelector<HTMLElement>('.board');
  if (!shown || !board) return;
  shown.inert = true;
  board.dataset['size'] = currentPreferences().board;
  // With the frame that lays it out anyway.
  requestAnimationFrame(() => keepInSight(board));
}

function keepInSight(board: HTMLElement): void {
  const current = board.querySelector('td.current');
  const seen = board.parentElement?.getBoundingClientRect();
  const at = current?.getBoundingClientRect();
  if (!seen || !at || (at.bottom <= seen.bottom && at.right <= seen.right)) return;
  current?.scrollIntoView({ block: 'center', inline: 'center' });
}

/** How far the board of the picture is scrolled, to be told before the page changes: asked afterwards, it would be laid out for the answer. */
export function scrolledPicture(): ScrollToOptions | null {
  const board = picture()?.querySelector('.board-scroller');
  return board ? { top: board.scrollTop, left: board.scrollLeft } : null;
}

/** Puts the board of the picture where the room has not drawn its own yet; the rest of it goes. */
export function putPicture(place: HTMLElement, scrolled: ScrollToOptions | null): void {
  const shown = picture();
  const board = shown?.querySelector('.board-scroller');
  if (!shown || !board) return;
  shown.replaceChildren(board);
  place.append(shown);
  if (scrolled?.top || scrolled?.left) board.scrollTo({ ...scrolled, behavior: 'instant' });
}

/** The room is there. */
export function dropPicture(): void {
  picture()?.remove();
}
