import { useEffect } from 'react';
import { t } from '../texts.ts';
import { CloseAction, Dialog } from '../ui/Dialog.tsx';

/** Which keys do what. */
export function KeyList({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={t.room.keys} onClose={onClose}>
      <dl className="keys">
        {t.room.keyList.map(([key, what]) => (
          <div key={key} className="row">
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <CloseAction onClose={onClose} />
    </Dialog>
  );
}

/** Keys of the page, while nobody types and no dialog is open. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, select, textarea, dialog');
      if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) keys[event.key]?.();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}
