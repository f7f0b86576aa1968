import { t } from '../texts.ts';
import { Confirm } from './Confirm.tsx';
import type { LeaveGuard } from './use_leave_guard.ts';

/** Asks whoever is about to lose what is not saved; nothing while nobody is. */
export function LeaveQuestion({ guard: { isAsking, leave, stay } }: { readonly guard: LeaveGuard }) {
  if (!isAsking) return null;
  return (
    <Confirm
      title={t.leave.ask}
      how={t.leave.how}
      action={t.leave.leave}
      wayOut={t.leave.stay}
      isDangerous
      run={async () => leave()}
      onClose={stay}
    />
  );
}
