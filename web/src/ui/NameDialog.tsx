import { type FormEvent, useId, useState } from 'react';
import { Dialog } from './Dialog.tsx';
import { FormFoot } from './FormFoot.tsx';
import { NameInput } from './NameInput.tsx';
import { useAttempt } from './use_attempt.ts';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  readonly value: string;
  /** What stands there while the name is empty, where it may be; left out: it may not. */
  readonly placeholder?: string;
  /** Gives the name; the dialog closes when it is done, and says why when it fails. */
  readonly run: (name: string) => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks for another name. */
export function NameDialog({ title, label, action, value, placeholder, run, onClose }: NameDialogProps) {
  const id = useId();
  const [name, setName] = useState(value);
  const { problem, isBusy, attempt, forget } = useAttempt();
  function submit(event: FormEvent) {
    event.preventDefault();
    void attempt(() => run(name.trim()).then(onClose));
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit} onInput={forget}>
        <div className="field">
          <label htmlFor={id}>{label}</label>
          <NameInput
            id={id}
            isOptional={placeholder !== undefined}
            placeholder={placeholder}
            value={name}
            onChange={setName}
          />
        </div>
        <FormFoot problem={problem} action={action} isDisabled={isBusy || name === value} onClose={onClose} />
      </form>
    </Dialog>
  );
}
