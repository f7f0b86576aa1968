import { useState } from 'react';
import { reasonOf } from '../state/service.ts';
import { Dialog } from './Dialog.tsx';
import { FormFoot } from './FormFoot.tsx';

interface ConfirmProps {
  readonly title: string;
  readonly how: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  /** What happens; the dialog closes when it is done, and says why when it fails. */
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** One clear question before something that others notice. */
export function Confirm({ title, how, action, isDangerous = false, run, onClose }: ConfirmProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  async function confirm() {
    setBusy(true);
    try {
      await run();
      onClose();
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="muted">{how}</p>
      <FormFoot
        problem={problem}
        action={action}
        isDangerous={isDangerous}
        isDisabled={isBusy}
        onClose={onClose}
        onAct={() => void confirm()}
      />
    </Dialog>
  );
}
