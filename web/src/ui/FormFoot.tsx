import { t } from '../texts.ts';
import { Button } from './Button.tsx';

interface FormFootProps {
  /** What went wrong; null: nothing did. */
  readonly problem: string | null;
  /** What the button says that does it. */
  readonly action: string;
  /** What the button says that closes it. */
  readonly wayOut?: string;
  /** What is still to be done before the button can be pressed; null: nothing. */
  readonly missing?: string | null;
  readonly isDangerous?: boolean;
  readonly isDisabled?: boolean;
  readonly onClose: () => void;
  /** What the button does; left out, it submits its form. */
  readonly onAct?: () => void;
}

/** The foot of a form or a question in a dialog: what went wrong, the way out, and the one button that does it. */
export function FormFoot(props: FormFootProps) {
  const { problem, action, wayOut = t.cancel, isDangerous = false, isDisabled = false } = props;
  const { missing = null, onClose, onAct } = props;
  return (
    <div className="form-foot stack tight">
      {problem !== null && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        {missing !== null && <p className="small muted missing">{missing}</p>}
        <button type="button" className="button" onClick={onClose}>
          {wayOut}
        </button>
        <Button
          type={onAct ? 'button' : 'submit'}
          className={isDangerous ? 'button primary danger' : 'button primary'}
          isOff={isDisabled}
          onClick={onAct}
        >
          {action}
        </Button>
      </div>
    </div>
  );
}
