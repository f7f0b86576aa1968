// Runs while most of the room is still on its way: what the address names is asked for already, and the page looks as this person likes it.
import { askEarly } from './state/early_room.ts';
import { dropPicture, fitPicture, hasPicture } from './state/picture.ts';
import { apply } from './state/preferences.ts';
import { t } from './texts.ts';

/** A page that nobody looks at paints nothing, and is loaded all the same. */
const PAINTED_WITHIN_MS = 500;

apply();
askEarly(location.pathname);
// The place of the room is behind its picture: where it is there, so is the picture, and changed now it is laid out once.
if (document.getElementById('app')) begin();
else addEventListener('DOMContentLoaded', begin);

/** A board that is in the page already is painted before a slow phone is busy with the script of the room. */
function begin(): void {
  fitPicture();
  if (hasPicture()) requestAnimationFrame(() => setTimeout(load));
  setTimeout(load, hasPicture() ? PAINTED_WITHIN_MS : 0);
}

/** Runs the script of the room, which the page names (vite.config.ts), once however often this is called. */
function load(): void {
  const { href } = document.querySelector<HTMLLinkElement>('link#room') ?? {};
  if (href !== undefined) import(/* @vite-ignore */ href).catch(sayItFailed);
}

/** A picture alone would look like a room in which nothing happens. */
function sayItFailed(error: unknown): void {
  dropPicture();
  const said = document.createElement('main');
  said.className = 'centre muted';
  said.textContent = t.errors.notLoaded;
  document.getElementById('app')?.replaceChildren(said);
  throw error;
}
