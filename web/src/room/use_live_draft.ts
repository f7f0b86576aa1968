import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { LiveDraft, type LiveView } from '../../../client/live_draft.ts';
import { takeEarly } from '../state/early_room.ts';
import { dropStaleSession, service } from '../state/service.ts';
import { noteSignedOut } from '../state/signed_out.ts';

/** A page that was hidden for less is trusted: its connection as well. */
const HIDDEN_LONG_MS = 5_000;
/** Frames stand still in a hidden page; so often it is brought up to date nevertheless. */
const HIDDEN_FRAME_MS = 250;

/** Calls back once a frame however often it is called, since a draft may bring a hundred picks in one moment; and at once when there is a draft to show. */
function whenShown(live: LiveDraft, listener: () => void): () => void {
  let isAsked = false;
  let isReady = false;
  const call = () => {
    if (!isAsked) return;
    isAsked = false;
    listener();
  };
  return () => {
    if (isAsked) return;
    isAsked = true;
    if (!isReady && live.view().phase !== 'loading') {
      isReady = true;
      call();
      return;
    }
    if (document.hidden) setTimeout(call, HIDDEN_FRAME_MS);
    else requestAnimationFrame(call);
  };
}

/** Follows a draft as long as it is shown; wakes it when the page was hidden or the machine slept. */
export function useLiveDraft(draftId: string): { readonly live: LiveDraft; readonly view: LiveView } {
  const live = useMemo(() => new LiveDraft(service, draftId, takeEarly(draftId)), [draftId]);
  const [view, setView] = useState(live.view);
  // At once: a slow phone takes its time for the frame that other effects, and those of useSyncExternalStore, wait for.
  useLayoutEffect(() => {
    const unsubscribe = live.subscribe(whenShown(live, () => setView(live.view())));
    live.start();
    let hiddenAt = 0;
    const onVisibility = () => {
      if (document.hidden) hiddenAt = performance.now();
      // Who only switched tabs is not worth a new connection; the clock looks after itself.
      else if (performance.now() - hiddenAt > HIDDEN_LONG_MS || service.clock.isUncertain) live.wake();
    };
    const onReturn = () => live.wake();
    document.addEventListener('visibilitychange', onVisibility);
    document.addEventListener('resume', onReturn);
    addEventListener('pageshow', onReturn);
    addEventListener('online', onReturn);
    return () => {
      unsubscribe();
      live.stop();
      document.removeEventListener('visibilitychange', onVisibility);
      document.removeEventListener('resume', onReturn);
      removeEventListener('pageshow', onReturn);
      removeEventListener('online', onReturn);
    };
  }, [live]);
  useEffect(() => {
    // A cookie that is good no more is thrown away: then this is a visitor, who may watch what is public.
    if (!view.error) return;
    dropStaleSession(view.error).then(
      (wasStale) => {
        if (!wasStale) return;
        noteSignedOut();
        location.reload();
      },
      () => undefined,
    );
  }, [view.error]);
  return { live, view };
}
