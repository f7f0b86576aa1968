import { Dialog } from './Dialog.tsx';
import { FormFoot } from './FormFoot.tsx';
import { useAttempt } from './use_attempt.ts';

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
  const { problem, isBusy, attempt } = useAttempt();
  const confirm = () => attempt(() => run().then(onClose));
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
