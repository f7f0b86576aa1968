import { useState } from 'react';
import { useRoom } from '../room_state.ts';
import type { Drawn } from './DrawnOrder.tsx';

/** The draw of the order, where there was one: as {@link DrawnOrder} takes it. */
interface Draw {
  readonly drawn: Drawn;
  /** It was drawn while this page was open, and not all of it was shown yet. */
  readonly isNew: boolean;
  readonly onShown: (version: number) => void;
}

/** The last draw of the order; null: there was none. One of before this page is not shown again slot by slot. */
export function useDraw(): Draw | null {
  const { view } = useRoom();
  const [seenVersion, setSeenVersion] = useState(view.state?.version ?? 0);
  const drawn = view.events.findLast(({ __typename }) => __typename === 'DraftOrderDrawn');
  if (drawn?.__typename !== 'DraftOrderDrawn') return null;
  return { drawn, isNew: drawn.version > seenVersion, onShown: setSeenVersion };
}
