import { useQuery } from '@tanstack/react-query';
import {
  ClipboardList,
  Pause,
  Play,
  Plus,
  RotateCcw,
  SkipForward,
  SlidersHorizontal,
  UserCog,
  XCircle,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'wouter';
import {
  CancelDraftDocument,
  DraftAuditDocument,
  StartDraftDocument,
} from '../../../client/operations.generated.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { when } from '../texts/format.ts';
import { t } from '../texts.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { CloseAction, Dialog } from '../ui/Dialog.tsx';
import { Switch } from '../ui/Switch.tsx';
import { AutopilotSwitch } from './AutopilotSwitch.tsx';
import { useRoom } from './room_state.ts';

type Asked = 'start' | 'cancel' | 'skip' | 'audit' | 'autopilots' | 'rules' | null;

// Forms are loaded when somebody opens them.
const RulesDialog = lazy(() => import('./RulesDialog.tsx'));

interface CommissionerBarProps {
  readonly isPicking: boolean;
  readonly onPicking: (isPicking: boolean) => void;
}

/** What one press of the button adds to the clock. */
const ADDED_SECONDS = 60;

/** What the commissioner of a league does in its draft: each at most two clicks and one clear question. */
export function CommissionerBar({ isPicking, onPicking }: CommissionerBarProps) {
  const { state, sheet, live, isOver, isMyTurn, currentTeam } = useRoom();
  const [asked, setAsked] = useState<Asked>(null);
  const draftId = live.draftId;
  const close = () => setAsked(null);
  async function run(work: () => Promise<unknown>) {
    try {
      await work();
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <section className="commissioner" aria-label={t.commissioner.bar}>
      <b className="eyebrow">{t.commissioner.bar}</b>
      {state.state === 'SCHEDULED' && (
        <button type="button" className="button small primary" onClick={() => setAsked('start')}>
          <Play size={15} />
          {t.commissioner.start}
        </button>
      )}
      {state.state === 'IN_PROGRESS' && (
        <button
          type="button"
          className="button small"
          onClick={() => void run(() => service.pauseDraft(draftId))}
        >
          <Pause size={15} />
          {t.commissioner.pause}
        </button>
      )}
      {state.state === 'PAUSED' && (
        <button
          type="button"
          className="button small primary"
          onClick={() => void run(() => service.resumeDraft(draftId))}
        >
          <Play size={15} />
          {t.commissioner.resume}
        </button>
      )}
      {currentTeam && state.overtimeSince === null && (
        <button
          type="button"
          className="button small quiet"
          onClick={() => void run(() => service.addTime(draftId, ADDED_SECONDS, state.version))}
        >
          <Plus size={15} />
          {t.commissioner.addTime(ADDED_SECONDS)}
        </button>
      )}
      {currentTeam && (
        <button
          type="button"
          className="button small quiet"
          onClick={() => void run(() => service.resetClock(draftId, state.version))}
        >
          <RotateCcw size={15} />
          {t.commissioner.reset}
        </button>
      )}
      {state.state === 'IN_PROGRESS' && (
        <button type="button" className="button small quiet" onClick={() => setAsked('skip')}>
          <SkipForward size={15} />
          {t.commissioner.skip}
        </button>
      )}
      {currentTeam && !isMyTurn && (
        <Switch label={t.commissioner.pick} isOn={isPicking} onChange={onPicking} />
      )}
      {!isOver && (
        <button type="button" className="button small quiet" onClick={() => setAsked('autopilots')}>
          {t.commissioner.autopilots}
        </button>
      )}
      {!isOver && (
        <button type="button" className="button small quiet" onClick={() => setAsked('rules')}>
          <SlidersHorizontal size={15} />
          {t.commissioner.rules}
        </button>
      )}
      {!sheet.isPreview && (
        <Link href={`/l/${sheet.league?.id}`} className="button small quiet">
          <UserCog size={15} />
          {t.commissioner.managers}
        </Link>
      )}
      <button type="button" className="button small quiet" onClick={() => setAsked('audit')}>
        <ClipboardList size={15} />
        {t.commissioner.audit}
      </button>
      {!isOver && (
        <button type="button" className="button small quiet danger" onClick={() => setAsked('cancel')}>
          <XCircle size={15} />
          {t.commissioner.cancel}
        </button>
      )}
      {asked === 'start' && (
        <Confirm
          title={t.commissioner.startAsk}
          how={t.commissioner.startHow(state.teams[0]?.name ?? '')}
          action={t.commissioner.start}
          run={() => service.ask(StartDraftDocument, { draftId })}
          onClose={close}
        />
      )}
      {asked === 'skip' && currentTeam && state.currentPick !== null && (
        <Confirm
          title={t.commissioner.skipAsk(currentTeam.name)}
          how={t.commissioner.skipHow}
          action={t.commissioner.skip}
          run={() => service.skipPick(draftId, state.currentPick ?? 0)}
          onClose={close}
        />
      )}
      {asked === 'cancel' && (
        <Confirm
          title={t.commissioner.cancelAsk}
          how={t.commissioner.cancelHow}
          action={t.commissioner.cancel}
          isDangerous
          run={() => service.ask(CancelDraftDocument, { draftId })}
          onClose={close}
        />
      )}
      {asked === 'audit' && <Audit draftId={draftId} onClose={close} />}
      {asked === 'rules' && (
        <Suspense fallback={null}>
          <RulesDialog draftId={draftId} onClose={close} />
        </Suspense>
      )}
      {asked === 'autopilots' && (
        <Dialog title={t.commissioner.autopilots} onClose={close}>
          <ul className="stack tight">
            {state.teams.map((team) => (
              <li key={team.id}>
                <AutopilotSwitch team={team} label={team.name} />
              </li>
            ))}
          </ul>
          <CloseAction onClose={close} />
        </Dialog>
      )}
    </section>
  );
}

function Audit({ draftId, onClose }: { readonly draftId: string; readonly onClose: () => void }) {
  const { data, error } = useQuery({
    queryKey: ['audit', draftId],
    queryFn: () => service.ask(DraftAuditDocument, { draftId }),
    staleTime: 0,
  });
  const entries = [...(data?.draft?.auditEntries.nodes ?? [])].reverse();
  return (
    <Dialog title={t.commissioner.audit} onClose={onClose} wide>
      <p className="small muted">{t.commissioner.auditHow}</p>
      {error && <p className="notice bad">{reasonOf(error)}</p>}
      {data && entries.length === 0 && <p className="muted">{t.commissioner.auditEmpty}</p>}
      <ol className="log">
        {entries.map(({ id, action, at, actor, team }) => (
          <li key={id}>
            <span className="line">
              {actor?.name ?? t.commissioner.operator} {t.commissioner.actions[action] ?? action}
              {team && ` (${team.name})`}
            </span>
            <time className="small muted" dateTime={at}>
              {when(at)}
            </time>
          </li>
        ))}
      </ol>
      <CloseAction onClose={onClose} />
    </Dialog>
  );
}
