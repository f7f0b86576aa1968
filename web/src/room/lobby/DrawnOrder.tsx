import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { FollowedEvent } from '../../../../client/follow.ts';
import type { ToldEvent } from '../../../../client/verify_order.ts';
import { lobby as texts } from '../../texts/lobby.ts';
import { useNames, useRoom } from '../room_state.ts';

export type Drawn = Extract<FollowedEvent, { __typename: 'DraftOrderDrawn' }>;

const SHOWN_EVERY_MS = 900;

interface DrawnOrderProps {
  readonly drawn: Drawn;
  /** It was drawn while this page was open: shown slot by slot. */
  readonly isNew: boolean;
  /** Told its version once all slots are shown. */
  readonly onShown: (version: number) => void;
}

/** The drawn order: shown slot by slot, the last one first, to all who were there when it was drawn; then what repeats the draw. */
export function DrawnOrder({ drawn, isNew, onShown }: DrawnOrderProps) {
  const { team } = useNames();
  const problems = useProblems(drawn);
  const [hidden, setHidden] = useState(() => (isNew && !prefersCalm() ? drawn.teamIds.length : 0));
  useEffect(() => {
    if (hidden === 0) {
      onShown(drawn.version);
      return;
    }
    const timer = setTimeout(() => setHidden(hidden - 1), SHOWN_EVERY_MS);
    return () => clearTimeout(timer);
  }, [hidden, drawn.version, onShown]);
  useHiddenOrder(hidden > 0);
  return (
    <div className="stack tight">
      <ol className="drawn-order" aria-label={texts.drawn}>
        {drawn.teamIds.map((teamId, index) => (
          <li key={teamId}>
            <span className="figures muted">{index + 1}</span>
            {index < hidden ? (
              <span className="muted">…</span>
            ) : (
              <b className="drawn truncate" dir="auto">
                {team(teamId)}
              </b>
            )}
          </li>
        ))}
      </ol>
      {hidden === 0 && problems && problems.length > 0 && <p className="notice bad">{problems.join(' ')}</p>}
      {hidden === 0 && (
        <details className="small">
          <summary>{texts.proof}</summary>
          <p className="muted">{texts.proofHow}</p>
          {isSecureContext && problems?.length === 0 && <p className="notice good">{texts.proved}</p>}
          <code className="seed">{drawn.seed}</code>
        </details>
      )}
    </div>
  );
}

/** Has the rest of the page not tell the order (lobby.css). A selector that looked for it in the page would cost each pick the style of the whole room. */
function useHiddenOrder(isHidden: boolean): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    if (isHidden) dataset['drawing'] = '';
    return () => void delete dataset['drawing'];
  }, [isHidden]);
}

function prefersCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/**
 * What is wrong with the order: found by repeating the draw in this browser, where it can, as browsers hash on pages over https and on
 * localhost; elsewhere only whether the drawn order was changed. Undefined as long as that is not known.
 */
function useProblems(drawn: Drawn): readonly string[] | undefined {
  const { live, view } = useRoom();
  // All that happened, without a gap: a word that is missing would make a right draw look wrong.
  const isWhole = view.events.at(-1)?.version === view.events.length;
  const changed = view.events.findLast(({ __typename }) => __typename === 'DraftSlotsReordered');
  const { data } = useQuery({
    queryKey: ['draw', live.draftId, drawn.version, changed?.version ?? 0],
    queryFn: async () => {
      const { changesOf, toldDrawOf, verifyOrder } = await import('../../../../client/verify_order.ts');
      const told = toldDrawOf(view.events as readonly ToldEvent[]);
      if (!told) return null;
      return isSecureContext ? (await verifyOrder(told)).problems : changesOf(told);
    },
    enabled: isWhole,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ?? undefined;
}
