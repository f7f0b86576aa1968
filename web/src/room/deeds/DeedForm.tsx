import { type FormEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { say } from '../../state/toasts.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { FormFoot } from '../../ui/FormFoot.tsx';
import { useAttempt } from '../../ui/use_attempt.ts';

const LONGEST_NOTE = 500;

interface DeedFormProps {
  /** What the button says. */
  readonly action: string;
  /** What is said when it is done. */
  readonly done: string;
  readonly isReady: boolean;
  /** What is still to be done before it is ready, where that is not plain to see. */
  readonly missing?: string | null;
  readonly isDangerous?: boolean;
  /** What would be done, where that changes by more than what is typed and chosen in the form. */
  readonly about?: string;
  /** Does it; `note` is what the commissioner says to it, null: nothing. */
  readonly run: (note: string | null) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A deed of the commissioner: what it needs to know, a note that everybody reads, and one button. */
export function DeedForm(props: DeedFormProps) {
  const { action, done, isReady, missing = null, isDangerous = false, about, run, onClose, children } = props;
  const id = useId();
  const [note, setNote] = useState('');
  const { problem, isBusy, attempt, forget } = useAttempt();
  // biome-ignore lint/correctness/useExhaustiveDependencies: why it failed says nothing of something else
  useEffect(forget, [about]);
  function submit(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      await run(note.trim() || null);
      say(done);
      onClose();
    });
  }
  return (
    <form className="stack" onSubmit={submit} onInput={forget}>
      {children}
      <div className="field">
        <label htmlFor={id}>{texts.note}</label>
        <input
          id={id}
          className="input"
          maxLength={LONGEST_NOTE}
          placeholder={texts.notePlaceholder}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <FormFoot
        problem={problem}
        action={action}
        missing={missing}
        isDangerous={isDangerous}
        isDisabled={isBusy || !isReady}
        onClose={onClose}
      />
    </form>
  );
}
