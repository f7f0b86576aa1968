import { currentPreferences } from './preferences.ts';

/** What the service drew into the page of a draft, to be seen until the room is there; null where it is no more, or never was. */
function picture(): HTMLElement | null {
  return document.getElementById('picture');
}

/** Whether a board is shown while the room itself is not there yet. */
export function hasPicture(): boolean {
  return picture() !== null;
}

/** Shows the picture as this person likes boards, with the pick on the clock in sight. Nothing in it can be pressed. */
export function fitPicture(): void {
  const shown = picture();
  const board = shown?.querySelector<HTMLElement>('.board');
  if (!shown || !board) return;
  shown.inert = true;
  board.dataset['size'] = currentPreferences().board;
  const current = board.querySelector('td.current');
  // With the frame that lays it out anyway.
  requestAnimationFrame(() => current?.scrollIntoView({ block: 'center', inline: 'center' }));
}

/** The room is there. */
export function dropPicture(): void {
  picture()?.remove();
}
