import { useState } from 'react';
import { reasonOf } from '../state/service.ts';
import { t } from '../texts.ts';
import { Dialog } from './Dialog.tsx';

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
      {problem !== null && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {t.cancel}
        </button>
        <button
          type="button"
          className={isDangerous ? 'button primary danger' : 'button primary'}
          disabled={isBusy}
          onClick={() => void confirm()}
        >
          {action}
        </button>
      </div>
    </Dialog>
  );
}
