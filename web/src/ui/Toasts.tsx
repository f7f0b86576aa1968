import { X } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { dismiss, useToasts } from '../state/toasts.ts';
import { t } from '../texts.ts';

/** Short messages over the page, and over an open dialog; read out by screen readers. */
export function Toasts() {
  const toasts = useToasts();
  const layer = useRef<HTMLDivElement>(null);
  const newest = toasts.at(-1)?.id;
  useLayoutEffect(() => layer.current?.showPopover(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a dialog that opened since lies over the layer, until it is shown anew
  useLayoutEffect(() => {
    if (!document.querySelector('dialog:modal')) return;
    layer.current?.hidePopover();
    layer.current?.showPopover();
  }, [newest]);
  return (
    <div ref={layer} className="toasts" popover="manual" role="status" aria-live="polite">
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
