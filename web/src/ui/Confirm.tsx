import { t } from '../texts.ts';
import { Dialog } from './Dialog.tsx';
import { FormFoot } from './FormFoot.tsx';
import { useAttempt } from './use_attempt.ts';

interface ConfirmProps {
  readonly title: string;
  readonly how: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  /** What the button says that changes nothing. Beside "Cancel the draft", "Cancel" would say both. */
  readonly wayOut?: string;
  /** What happens; the dialog closes when it is done, and says why when it fails. */
  readonly run: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** One clear question before something that others notice. */
export function Confirm(props: ConfirmProps) {
  const { title, how, action, isDangerous = false, run, onClose } = props;
  const { wayOut = isDangerous ? t.keep : t.cancel } = props;
  const { problem, isBusy, attempt } = useAttempt();
  const confirm = () => attempt(() => run().then(onClose));
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="muted">{how}</p>
      <FormFoot
        {...{ problem, action, wayOut, isDangerous, onClose }}
        isDisabled={isBusy}
        onAct={() => void confirm()}
      />
    </Dialog>
  );
}
