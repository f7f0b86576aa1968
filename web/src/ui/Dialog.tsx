import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { t } from '../texts.ts';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page, as long as it is rendered: the browser keeps the focus in it, and Escape closes it. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed while it is in the page still: the browser gives the focus back to what had it before.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="stack" onPointerDown={(event) => event.stopPropagation()}>
        <h2>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

/** The foot of a dialog that only shows something. */
export function CloseAction({ onClose }: Pick<DialogProps, 'onClose'>) {
  return (
    <div className="actions">
      <button type="button" className="button primary" onClick={onClose}>
        {t.close}
      </button>
    </div>
  );
}
