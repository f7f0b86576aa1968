/** What a press does is shown so soon after at the latest, also where the service is asked first. */
const GONE_WITHIN_MS = 5_000;
/** What has the focus where nothing better does: the part of the page in which the button was. */
const PARTS = 'section, fieldset, form, dialog, main';

/**
 * A button may be gone with what it did: a line of a list was removed, a notice was read. Whoever uses keys would be at the page's beginning
 * then. The same button of the next line has the focus instead, or else the part of the page around; never another button, which a
 * second press would press. Answers how to stop.
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
  const observer = new MutationObserver(() => {
    const { activeElement } = document;
    if (activeElement === button) return;
    stop();
    // A dialog that goes gives the focus back by itself.
    if (activeElement !== document.body || button.isConnected || dialog?.isConnected === false) return;
    nearest(places)?.focus({ preventScroll: true });
  });
  observer.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(() => observer.disconnect(), GONE_WITHIN_MS);
  const stop = () => {
    clearTimeout(timer);
    observer.disconnect();
  };
  return stop;
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

function nearest(places: readonly Place[]): HTMLElement | null {
  // What is nearer than this is gone with the button.
  const place = places.find(({ around }) => around.isConnected);
  if (!place) return null;
  const same = place.same.find(({ isConnected }) => isConnected);
  if (same) return same;
  const part = place.around.closest<HTMLElement>(PARTS) ?? document.querySelector('main');
  if (part) part.tabIndex = -1;
  return part;
}
