import { type FormEvent, useState } from 'react';
import { service } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { t } from '../../texts.ts';
import { Choices } from '../../ui/Choices.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { optionsOf } from '../../ui/options_of.ts';
import { useAttempt } from '../../ui/use_attempt.ts';
import { useRoom } from '../room_state.ts';

interface WatchersProps {
  readonly draftId: string;
  readonly onClose: () => void;
}

/** Gives out the link to watch, or takes it back, at any time. */
export default function Watchers({ draftId, onClose }: WatchersProps) {
  const { sheet } = useRoom();
  const [visibility, setVisibility] = useState(sheet.visibility);
  const { problem, isBusy, attempt, forget } = useAttempt();
  function save(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      await service.changeSettings(draftId, { visibility });
      say(t.commissioner.watchersSaved[visibility]);
      onClose();
    });
  }
  return (
    <Dialog title={t.commissioner.watchers} onClose={onClose}>
      <form className="stack" onSubmit={save}>
        <p className="small muted">{t.commissioner.watchersHow}</p>
        <Choices
          label={t.draft.visibility}
          options={optionsOf(t.draft.visibilities)}
          value={visibility}
          onChange={(next) => {
            setVisibility(next);
            forget();
          }}
        />
        <FormFoot
          {...{ problem, onClose }}
          action={t.commissioner.watchersSave}
          isDisabled={isBusy || visibility === sheet.visibility}
        />
      </form>
    </Dialog>
  );
}
