import { ArrowUpDown, Dices, Lock } from 'lucide-react';
import { type FormEvent, lazy, memo, Suspense, useState } from 'react';
import { DrawOrderDocument, GiveWordDocument } from '../../../../client/operations.generated.ts';
import { reasonOf, service } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { lobby as texts } from '../../texts/lobby.ts';
import { settled } from '../../texts/settled.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { useNames, useRoom } from '../room_state.ts';
import { DrawnOrder } from './DrawnOrder.tsx';

const OrderDialog = lazy(() => import('./OrderDialog.tsx'));
const SettledDialog = lazy(() => import('./SettledDialog.tsx'));

/** Before a draft opens: the draw of its order, which everybody watches and can repeat. */
export const Lobby = memo(function Lobby() {
  const { live, view, myTeam, isCommissioner } = useRoom();
  const [asked, setAsked] = useState<'draw' | 'order' | 'settled' | null>(null);
  // A draw of an earlier version is not shown again slot by slot.
  const [seenVersion, setSeenVersion] = useState(view.state?.version ?? 0);
  const drawn = view.events.findLast(({ __typename }) => __typename === 'DraftOrderDrawn');
  return (
    <section className="lobby" aria-label={texts.title}>
      {drawn?.__typename === 'DraftOrderDrawn' ? (
        <DrawnOrder
          key={drawn.version}
          drawn={drawn}
          isNew={drawn.version > seenVersion}
          onShown={setSeenVersion}
        />
      ) : (
        <>
          <Words />
          {myTeam && <WordForm teamId={myTeam.id} />}
        </>
      )}
      {isCommissioner && (
        <div className="row wrap">
          {!drawn && (
            <button type="button" className="button small" onClick={() => setAsked('draw')}>
              <Dices size={16} />
              {texts.draw}
            </button>
          )}
          <button type="button" className="button small quiet" onClick={() => setAsked('order')}>
            <ArrowUpDown size={16} />
            {texts.byHand}
          </button>
          <button type="button" className="button small quiet" onClick={() => setAsked('settled')}>
            <Lock size={16} />
            {settled.edit}
          </button>
        </div>
      )}
      {asked === 'draw' && (
        <Confirm
          title={texts.drawAsk}
          how={texts.drawHow}
          action={texts.draw}
          run={() => service.ask(DrawOrderDocument, { draftId: live.draftId })}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'order' && (
        <Suspense fallback={null}>
          <OrderDialog onClose={() => setAsked(null)} />
        </Suspense>
      )}
      {asked === 'settled' && (
        <Suspense fallback={null}>
          <SettledDialog onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </section>
  );
});

/** The words that managers gave so far, the last of each team. */
function Words() {
  const { view } = useRoom();
  const { team } = useNames();
  const words = new Map(
    view.events.flatMap((event) =>
      event.__typename === 'DraftWordGiven' ? [[event.teamId, event.word] as const] : [],
    ),
  );
  return (
    <p className="small muted">
      {words.size === 0
        ? texts.noWords
        : [...words].map(([teamId, word]) => `${team(teamId)}: “${word}”`).join(' · ')}
    </p>
  );
}

function WordForm({ teamId }: { readonly teamId: string }) {
  const { live } = useRoom();
  async function give(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const word = String(new FormData(form).get('word') ?? '');
    try {
      await service.ask(GiveWordDocument, { draftId: live.draftId, teamId, word });
      form.reset();
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <form className="row tight" onSubmit={(event) => void give(event)}>
      <input
        name="word"
        className="input"
        required
        maxLength={100}
        aria-label={texts.word}
        placeholder={texts.word}
      />
      <button type="submit" className="button">
        {texts.give}
      </button>
    </form>
  );
}
