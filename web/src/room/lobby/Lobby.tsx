import { ArrowUpDown, Dices, Lock } from 'lucide-react';
import { type FormEvent, lazy, memo, Suspense, useState } from 'react';
import { DrawOrderDocument, GiveWordDocument } from '../../../../client/operations.generated.ts';
import { service } from '../../state/service.ts';
import { lobby as texts } from '../../texts/lobby.ts';
import { settled } from '../../texts/settled.ts';
import { Button } from '../../ui/Button.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { NameInput } from '../../ui/NameInput.tsx';
import { useAttempt } from '../../ui/use_attempt.ts';
import { useNames, useRoom } from '../room_state.ts';
import { DrawnOrder } from './DrawnOrder.tsx';
import { useDraw } from './use_draw.ts';

const OrderDialog = lazy(() => import('./OrderDialog.tsx'));
const SettledDialog = lazy(() => import('./SettledDialog.tsx'));

/** Before a draft opens: the draw of its order, which everybody watches and can repeat. */
export const Lobby = memo(function Lobby() {
  const { live, myTeam, isCommissioner } = useRoom();
  const [asked, setAsked] = useState<'draw' | 'order' | 'settled' | null>(null);
  const draw = useDraw();
  return (
    <section className="lobby" aria-label={texts.title}>
      {draw ? (
        <DrawnOrder key={draw.drawn.version} {...draw} />
      ) : (
        <>
          <Words />
          {myTeam && <WordForm teamId={myTeam.id} />}
        </>
      )}
      {isCommissioner && (
        <div className="row wrap">
          {!draw && (
            <button type="button" className="button small" onClick={() => setAsked('draw')}>
              <Dices size={16} />
              {texts.draw}
            </button>
          )}
          <button type="button" className="button small" onClick={() => setAsked('order')}>
            <ArrowUpDown size={16} />
            {texts.byHand}
          </button>
          <button type="button" className="button small" onClick={() => setAsked('settled')}>
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
  const [word, setWord] = useState('');
  const { problem, isBusy, attempt, forget } = useAttempt({ stays: true });
  function give(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      await service.ask(GiveWordDocument, { draftId: live.draftId, teamId, word });
      setWord('');
    });
  }
  return (
    <form className="stack tight" onSubmit={give} onInput={forget}>
      <div className="row tight">
        <NameInput label={texts.word} placeholder={texts.wordShort} value={word} onChange={setWord} />
        <Button type="submit" className="button" isOff={isBusy}>
          {texts.give}
        </Button>
      </div>
      {problem !== null && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
