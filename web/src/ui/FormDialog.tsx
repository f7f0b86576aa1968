import { Dialog, type DialogProps } from './Dialog.tsx';
import { LeaveQuestion } from './LeaveQuestion.tsx';
import { useLeaveGuard } from './use_leave_guard.ts';

interface FormDialogProps extends DialogProps {
  /** Whether something in it was changed, and is not saved. */
  readonly isUnsaved: boolean;
}

/** A dialog with a long form: a press beside it, Escape or Back loses nothing without a question. Its own Cancel is the answer already. */
export function FormDialog({ isUnsaved, onClose, children, ...props }: FormDialogProps) {
  const guard = useLeaveGuard(isUnsaved, onClose);
  return (
    <Dialog {...props} onClose={() => guard.orAsk(onClose)}>
      {children}
      <LeaveQuestion guard={guard} />
    </Dialog>
  );
}
