import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { DraftSettledDocument } from '../../../../client/operations.generated.ts';
import { SettledFields } from '../../settled/SettledFields.tsx';
import { type Settled, type SettledSettings, settingsOfSettled, settledOf } from '../../settled/settled.ts';
import { reasonOf, service } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { settled as texts } from '../../texts/settled.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { useAttempt } from '../../ui/use_attempt.ts';
import { searchable } from '../player_list.ts';
import { useRoom } from '../room_state.ts';

interface SettledDialogProps {
  readonly onClose: () => void;
}

/** Keepers, traded picks and picks that fall away, before the draft opens; everybody sees them on the board. */
export default function SettledDialog({ onClose }: SettledDialogProps) {
  const { live, state, view } = useRoom();
  const { data, error } = useQuery({
    queryKey: ['settled', live.draftId],
    queryFn: () => service.ask(DraftSettledDocument, { draftId: live.draftId }),
    // Another tab or commissioner may have changed them.
    ...{ staleTime: 0, gcTime: 0 },
  });
  const settings = view.hasAllPlayers ? data?.draft?.settings : undefined;
  const [isUnsaved, setUnsaved] = useState(false);
  return (
    <FormDialog title={texts.edit} isUnsaved={isUnsaved} onClose={onClose} wide>
      <p className="small muted">{texts.editHow}</p>
      {error && <p className="notice bad">{reasonOf(error)}</p>}
      {!settings && !error && <p className="muted">{texts.loading}</p>}
      {settings && (
        <Form
          rounds={settings.rounds}
          before={settledOf(settings, { teams: state.teams, players: view.players })}
          onUnsaved={setUnsaved}
          onClose={onClose}
        />
      )}
    </FormDialog>
  );
}

interface FormProps extends SettledDialogProps {
  readonly rounds: number;
  readonly before: Settled;
  readonly onUnsaved: (isUnsaved: boolean) => void;
}

function Form({ rounds, before, onUnsaved, onClose }: FormProps) {
  const { live, state, view } = useRoom();
  const [first] = useState(before);
  const [value, setValue] = useState(before);
  const { problem, isBusy, attempt, forget } = useAttempt();
  const players = useMemo(() => searchable(view.players.values()), [view.players]);
  function save(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      // By the slots that the teams have now: the order may have changed while this was open.
      const wanted = settingsOfSettled(value, state.teams);
      const changed = changedLists(settingsOfSettled(first, state.teams), wanted);
      if (Object.keys(changed).length === 0) throw new Error(texts.nothing);
      await service.changeSettings(live.draftId, changed);
      say(texts.saved);
      onClose();
    });
  }
  return (
    <form className="stack loose" onSubmit={save}>
      <SettledFields
        teams={state.teams}
        {...{ rounds, players, value }}
        onChange={(next) => {
          setValue(next);
          onUnsaved(JSON.stringify(next) !== JSON.stringify(first));
          forget();
        }}
      />
      <FormFoot {...{ problem, onClose }} action={texts.save} isDisabled={isBusy} />
    </form>
  );
}

/** Those lists that are not as they were. */
function changedLists(before: SettledSettings, after: SettledSettings): Partial<SettledSettings> {
  const kinds = ['keepers', 'forfeits', 'tradedPicks'] as const;
  const changed = kinds.filter((kind) => JSON.stringify(before[kind]) !== JSON.stringify(after[kind]));
  return Object.fromEntries(changed.map((kind) => [kind, after[kind]]));
}
