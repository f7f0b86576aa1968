import { lazy, Suspense } from 'react';
import { CancelDraftDocument, StartDraftDocument } from '../../../../client/operations.generated.ts';
import { service } from '../../state/service.ts';
import { deeds } from '../../texts/deeds.ts';
import { t } from '../../texts.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { CloseAction, Dialog } from '../../ui/Dialog.tsx';
import { AutopilotSwitch } from '../AutopilotSwitch.tsx';
import { useRoom } from '../room_state.ts';

// Forms are loaded when somebody opens them.
const Audit = lazy(() => import('./Audit.tsx'));
const RulesDialog = lazy(() => import('./RulesDialog.tsx'));
const RenameDraft = lazy(() => import('./RenameDraft.tsx'));
const Watchers = lazy(() => import('./Watchers.tsx'));
const RollBack = lazy(() => import('../deeds/RollBack.tsx'));

const SHOWN = { audit: Audit, rename: RenameDraft, rules: RulesDialog, watchers: Watchers } as const;

/** What of the bar asks before it acts, or shows something. */
export type Asked =
  | 'start'
  | 'cancel'
  | 'skip'
  | 'force'
  | 'undo'
  | 'audit'
  | 'autopilots'
  | 'rules'
  | 'rename'
  | 'watchers';

interface BarDialogsProps {
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** The dialog of a button of the commissioner's bar. */
export function BarDialogs({ asked, onClose }: BarDialogsProps) {
  const { state, live, currentTeam } = useRoom();
  const draftId = live.draftId;
  switch (asked) {
    case 'start':
      return (
        <Confirm
          title={t.commissioner.startAsk}
          how={t.commissioner.startHow(state.teams[0]?.name ?? '')}
          action={t.commissioner.start}
          run={() => service.ask(StartDraftDocument, { draftId })}
          onClose={onClose}
        />
      );
    case 'skip':
      if (!currentTeam || state.currentPick === null) return null;
      return (
        <Confirm
          title={t.commissioner.skipAsk(currentTeam.name)}
          how={t.commissioner.skipHow}
          action={t.commissioner.skip}
          run={() => service.skipPick(draftId, state.currentPick ?? 0)}
          onClose={onClose}
        />
      );
    case 'force':
      if (!currentTeam || state.currentPick === null) return null;
      return (
        <Confirm
          title={deeds.forceAsk(currentTeam.name)}
          how={deeds.forceHow}
          action={deeds.force}
          run={() => service.board.forcePick(draftId, { pickNumber: state.currentPick ?? 0 })}
          onClose={onClose}
        />
      );
    case 'cancel':
      return (
        <Confirm
          title={t.commissioner.cancelAsk}
          how={t.commissioner.cancelHow}
          action={t.commissioner.cancel}
          isDangerous
          run={() => service.ask(CancelDraftDocument, { draftId })}
          onClose={onClose}
        />
      );
    case 'autopilots':
      return (
        <Dialog title={t.commissioner.autopilots} onClose={onClose}>
          <p className="small muted">{t.commissioner.autopilotsHow}</p>
          <ul className="stack tight autopilots">
            {state.teams.map((team) => (
              <li key={team.id}>
                <AutopilotSwitch team={team} label={team.name} />
              </li>
            ))}
          </ul>
          <CloseAction onClose={onClose} />
        </Dialog>
      );
    case 'undo':
      return (
        <Dialog title={deeds.undo} onClose={onClose}>
          <Suspense fallback={null}>
            <RollBack toPick={null} onClose={onClose} />
          </Suspense>
        </Dialog>
      );
    case 'audit':
    case 'rename':
    case 'rules':
    case 'watchers': {
      const Shown = SHOWN[asked];
      return (
        <Suspense fallback={null}>
          <Shown draftId={draftId} onClose={onClose} />
        </Suspense>
      );
    }
  }
}
