import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { DraftRulesDocument } from '../../../../client/operations.generated.ts';
import { DurationField } from '../../rules/DurationField.tsx';
import { TimeRulesFields } from '../../rules/TimeRulesFields.tsx';
import {
  changedRules,
  LONGEST_CLOCK,
  rulesSent,
  SHORTEST_CLOCK,
  type TimeRules,
} from '../../rules/time_rules.ts';
import { reasonOf, service } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { rules as texts } from '../../texts/rules.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { useAttempt } from '../../ui/use_attempt.ts';

interface RulesDialogProps {
  readonly draftId: string;
  readonly onClose: () => void;
}

/** The rules of time of a draft, also while it runs: what is changed holds from the next pick on. */
export default function RulesDialog({ draftId, onClose }: RulesDialogProps) {
  const { data, error } = useQuery({
    queryKey: ['rules', draftId],
    queryFn: () => service.ask(DraftRulesDocument, { draftId }),
    // Another tab or commissioner may have changed them.
    ...{ staleTime: 0, gcTime: 0 },
  });
  const settings = data?.draft?.settings;
  const [isUnsaved, setUnsaved] = useState(false);
  return (
    <FormDialog title={texts.title} isUnsaved={isUnsaved} onClose={onClose} wide>
      <p className="small muted">{texts.lead}</p>
      {error && <p className="notice bad">{reasonOf(error)}</p>}
      {!settings && !error && <p className="muted">{texts.loading}</p>}
      {settings && (
        <Form draftId={draftId} before={settings as TimeRules} onUnsaved={setUnsaved} onClose={onClose} />
      )}
    </FormDialog>
  );
}

interface FormProps extends RulesDialogProps {
  readonly before: TimeRules;
  readonly onUnsaved: (isUnsaved: boolean) => void;
}

function Form({ draftId, before, onUnsaved, onClose }: FormProps) {
  const [rules, setRules] = useState(before);
  const { problem, isBusy, attempt, forget } = useAttempt();
  function change(next: TimeRules) {
    setRules(next);
    onUnsaved(Object.keys(changedRules(before, rulesSent(next))).length > 0);
    forget();
  }
  function save(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      const changed = changedRules(before, rulesSent(rules));
      if (Object.keys(changed).length === 0) throw new Error(texts.nothing);
      await service.changeSettings(draftId, changed);
      say(texts.saved);
      onClose();
    });
  }
  return (
    <form className="stack" onSubmit={save}>
      <DurationField
        label={texts.seconds}
        hint={texts.secondsHint}
        // A clock that is shorter already, as on the bench of a developer, may stay.
        least={Math.min(SHORTEST_CLOCK, before.secondsPerPick)}
        most={LONGEST_CLOCK}
        value={rules.secondsPerPick}
        onChange={(secondsPerPick) => change({ ...rules, secondsPerPick })}
      />
      <TimeRulesFields value={rules} onChange={change} />
      <FormFoot {...{ problem, onClose }} action={texts.save} isDisabled={isBusy} />
    </form>
  );
}
