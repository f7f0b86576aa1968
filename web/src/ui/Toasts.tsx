import { X } from 'lucide-react';
import { dismiss, useToasts } from '../state/toasts.ts';
import { t } from '../texts.ts';

/** Short messages over the page; read out by screen readers. */
export function Toasts() {
  const toasts = useToasts();
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, text }) => (
        <div key={id} className="toast">
          {text}
          <button type="button" aria-label={t.close} onClick={() => dismiss(id)}>
            <X size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
