import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { LiveDraft, type LiveView } from '../../../client/live_draft.ts';
import { dropStaleSession, service } from '../state/service.ts';

/** Follows a draft as long as it is shown; wakes it when the page was hidden or the machine slept. */
export function useLiveDraft(draftId: string): { readonly live: LiveDraft; readonly view: LiveView } {
  const live = useMemo(() => new LiveDraft(service, draftId), [draftId]);
  useEffect(() => {
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
      live.stop();
      document.removeEventListener('visibilitychange', onVisibility);
      document.removeEventListener('resume', onReturn);
      removeEventListener('pageshow', onReturn);
      removeEventListener('online', onReturn);
    };
  }, [live]);
  const view = useSyncExternalStore(live.subscribe, live.view);
  useEffect(() => {
    // A cookie that is good no more is thrown away: then this is a visitor, who may watch what is public.
    if (view.error) void dropStaleSession(view.error).then((wasStale) => wasStale && location.reload());
  }, [view.error]);
  return { live, view };
}

const HIDDEN_LONG_MS = 5_000;
