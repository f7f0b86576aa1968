import { focusPart, watchPage } from './page_changes.ts';

/** What a press does is shown so soon after at the latest, also where the service is asked first. */
const GONE_WITHIN_MS = 5_000;
/** What has the focus where nothing better does: the part of the page in which the button was. */
const PARTS = 'section, fieldset, form, dialog, main';

/**
 * A button may be gone with what it did: a line of a list was removed, a notice was read. Whoever uses keys would be at the page's beginning
 * then. The same button of the next line has the focus instead, or else the part of the page around; never another button, which a
 * second press would press. A line whose button does nothing any more has its field instead. Answers how to stop.
 */
export function keepFocusNearby(): () => void {
  let stop = () => {};
  const onClick = ({ target }: MouseEvent) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (!button || button !== document.activeElement) return;
    stop();
    stop = watch(button);
  };
  addEventListener('click', onClick, { capture: true });
  return () => {
    stop();
    removeEventListener('click', onClick, { capture: true });
  };
}

function watch(button: HTMLElement): () => void {
  // Asked now: what is gone knows nothing of what was around it.
  const dialog = button.closest('dialog');
  const places = placesOf(button);
  return watchPage(GONE_WITHIN_MS, () => {
    const { activeElement } = document;
    if (activeElement === button) return false;
    // A dialog that goes gives the focus back by itself.
    const isLost = activeElement === document.body && !button.isConnected && dialog?.isConnected !== false;
    if (isLost) focusNearest(places);
    return true;
  });
}

interface Place {
  readonly around: HTMLElement;
  /** The same button of the lines after and before the one that goes. */
  readonly same: readonly HTMLElement[];
}

/** Where to go, the nearest place first. */
function placesOf(button: HTMLElement): Place[] {
  const places: Place[] = [];
  let line: HTMLElement = button;
  for (let around = line.parentElement; around && around.id !== 'app'; around = around.parentElement) {
    places.push({ around, same: line === button ? [] : sameIn(line, button) });
    line = around;
  }
  return places;
}

function sameIn(line: HTMLElement, button: HTMLElement): HTMLElement[] {
  const index = [...line.querySelectorAll('button')].indexOf(button as HTMLButtonElement);
  return [line.nextElementSibling, line.previousElementSibling]
    .filter((other) => other?.tagName === line.tagName && other.classList[0] === line.classList[0])
    .flatMap((other) => other?.querySelectorAll('button')[index] ?? []);
}

function focusNearest(places: readonly Place[]): void {
  // What is nearer than this is gone with the button.
  const place = places.find(({ around }) => around.isConnected);
  if (!place) return;
  const same = place.same.find(({ isConnected }) => isConnected);
  const part = place.around.closest<HTMLElement>(PARTS) ?? document.querySelector('main');
  if (same) usableNear(same).focus({ preventScroll: true });
  else if (part) focusPart(part);
}

/** A button; the field of its line where it is off, since nothing can be removed from a list that is as short as it may be. */
function usableNear(button: HTMLElement): HTMLElement {
  const isOff = button.getAttribute('aria-disabled') === 'true';
  return (isOff && button.parentElement?.querySelector('input')) || button;
}
