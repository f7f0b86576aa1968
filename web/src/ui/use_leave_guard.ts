import { useEffect, useRef, useState } from 'react';
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
}

/** Asks before something that is not saved is lost: by a link of the page, by Back, or by closing the tab, where the browser asks itself. */
export function useLeaveGuard(isUnsaved: boolean): LeaveGuard {
  const [, go] = useLocation();
  const [wanted, setWanted] = useState<(() => void) | null>(null);
  const isHeld = useRef(false);
  const isLeaving = useRef(false);
  const ask = (leave: () => void) => setWanted(() => leave);

  /** A second entry of the same page in the history: Back comes to the first one, and the page is still there to ask. */
  function hold() {
    history.pushState(history.state, '');
    isHeld.current = true;
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins and ends with what is unsaved, and nothing else
  useEffect(() => {
    if (!isUnsaved) return;
    const { pathname } = location;
    isLeaving.current = false;
    hold();
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isLeaving.current) event.preventDefault();
    };
    const onBack = () => {
      isHeld.current = false;
      if (!isLeaving.current) ask(() => history.back());
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
    addEventListener('popstate', onBack);
    document.addEventListener('click', onPress, { capture: true });
    return () => {
      removeEventListener('beforeunload', onUnload);
      removeEventListener('popstate', onBack);
      document.removeEventListener('click', onPress, { capture: true });
      // It is saved, and Back leaves the page again.
      if (isHeld.current && location.pathname === pathname) history.back();
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
  };
}

/** Where a press leads within this service; null where it does not, or opens another tab. */
function hrefWithin(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const opensTab = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!link || opensTab || link.target !== '' || link.hasAttribute('download')) return null;
  return link.origin === location.origin ? link.pathname + link.search + link.hash : null;
}
