import { currentPreferences } from './preferences.ts';

/** What the service drew into the page of a draft, to be seen until the room is there; null where it is no more, or never was. */
function picture(): HTMLElement | null {
  return document.getElementById('picture');
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

/** The room is there. */
export function dropPicture(): void {
  picture()?.remove();
}
