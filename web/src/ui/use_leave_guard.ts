import { useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';

/** What is between somebody and the way out of a page on which something is not saved. */
export interface LeaveGuard {
  /** Whether they are asked now. */
  readonly isAsking: boolean;
  /** Does something at once, or asks first where something is not saved. */
  readonly orAsk: (leave: () => void) => void;
  /** They lose it, and do what they wanted. */
  readonly leave: () => void;
  readonly stay: () => void;
  /** What was written is saved: on to a page that takes this one's place, so that Back does not come to an empty form. */
  readonly finish: (href: string) => void;
}

/** The guards that hold an entry of the history now: a dialog with a form is over a page with one, and is asked about first. */
const holding: object[] = [];

/**
 * Asks before something that is not saved is lost: by a link of the page, by Back, or by closing the tab, where the browser asks itself.
 * @param onBack what Back does when it is lost; left out, it leaves the page
 */
export function useLeaveGuard(isUnsaved: boolean, onBack = () => history.back()): LeaveGuard {
  const [, go] = useLocation();
  const [wanted, setWanted] = useState<(() => void) | null>(null);
  const isHeld = useRef(false);
  const isLeaving = useRef(false);
  const back = useRef(onBack);
  back.current = onBack;
  const ask = (leave: () => void) => setWanted(() => leave);

  /** A second entry of the same page in the history: Back comes to the first one, and the page is still there to ask. */
  function hold() {
    history.pushState(history.state, '');
    isHeld.current = true;
  }

  // With the change itself, and not after the next paint: Back may be as fast.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins and ends with what is unsaved, and nothing else
  useLayoutEffect(() => {
    if (!isUnsaved) return;
    const { pathname } = location;
    const self = {};
    isLeaving.current = false;
    holding.push(self);
    hold();
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const onPop = () => {
      if (holding.at(-1) !== self) return;
      isHeld.current = false;
      if (!isLeaving.current) ask(() => back.current());
    };
    const onPress = (event: MouseEvent) => {
      const href = hrefWithin(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      ask(() => {
        isHeld.current = false;
        go(href, { replace: true });
      });
    };
    addEventListener('beforeunload', onUnload);
    addEventListener('popstate', onPop);
    document.addEventListener('click', onPress, { capture: true });
    return () => {
      removeEventListener('beforeunload', onUnload);
      removeEventListener('popstate', onPop);
      document.removeEventListener('click', onPress, { capture: true });
      holding.splice(holding.indexOf(self), 1);
      // It is saved, and Back leaves the page again.
      if (isHeld.current && location.pathname === pathname) dropEntry();
      isHeld.current = false;
    };
  }, [isUnsaved]);

  return {
    isAsking: wanted !== null,
    orAsk: (leave) => (isUnsaved ? ask(leave) : leave()),
    leave() {
      isLeaving.current = true;
      setWanted(null);
      wanted?.();
    },
    stay() {
      setWanted(null);
      if (isUnsaved && !isHeld.current && !isLeaving.current) hold();
    },
    finish(href) {
      isLeaving.current = true;
      const leaveFor = () => go(href, { replace: true });
      if (!isHeld.current) return leaveFor();
      isHeld.current = false;
      dropEntry(leaveFor);
    },
  };
}

/** Takes the second entry of this page out of the history again: nobody pressed Back, and no other guard has to know. */
function dropEntry(then?: () => void): void {
  const onDropped = (event: PopStateEvent) => {
    event.stopImmediatePropagation();
    then?.();
  };
  addEventListener('popstate', onDropped, { capture: true, once: true });
  history.back();
}

/** Where a press leads within this service; null where it does not, or opens another tab. */
function hrefWithin(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const opensTab = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || opensTab || link.target !== '' || link.hasAttribute('download')) return null;
  return link.origin === location.origin ? link.pathname + link.search + link.hash : null;
}
