import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { t } from '../texts.ts';
import { focusPart, watchPage } from './page_changes.ts';

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
    return () => {
      const around = element?.parentElement?.closest<HTMLElement>('section, main') ?? null;
      element?.close();
      keepFocusIn(around);
    };
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

/** What was changed in a dialog is read anew while it closes, and shown so soon after at the latest. */
const CHANGED_WITHIN_MS = 1_000;

/** What opened a dialog may be gone with what was done in it: then the part of the page has the focus in which it was, and not the page's beginning. */
function keepFocusIn(around: HTMLElement | null): void {
  watchPage(CHANGED_WITHIN_MS, () => {
    const part = around?.isConnected ? around : document.querySelector('main');
    if (!part || document.activeElement !== document.body) return false;
    focusPart(part);
    return true;
  });
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
