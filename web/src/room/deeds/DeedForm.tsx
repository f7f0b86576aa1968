import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { reasonOf } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { FormFoot } from '../../ui/FormFoot.tsx';

const LONGEST_NOTE = 500;

interface DeedFormProps {
  /** What the button says. */
  readonly action: string;
  /** What is said when it is done. */
  readonly done: string;
  readonly isReady: boolean;
  readonly isDangerous?: boolean;
  /** Does it; `note` is what the commissioner says to it, null: nothing. */
  readonly run: (note: string | null) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A deed of the commissioner: what it needs to know, a note that everybody reads, and one button. */
export function DeedForm(props: DeedFormProps) {
  const { action, done, isReady, isDangerous = false, run, onClose, children } = props;
  const id = useId();
  const [note, setNote] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await run(note.trim() || null);
      say(done);
      onClose();
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
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
        isDangerous={isDangerous}
        isDisabled={isBusy || !isReady}
        onClose={onClose}
      />
    </form>
  );
}
