import { type FormEvent, useId } from 'react';
import { rankings as texts } from '../texts/rankings.ts';
import { t } from '../texts.ts';
import { Dialog } from '../ui/Dialog.tsx';

interface PasteNamesProps {
  readonly onPaste: (text: string) => void;
  readonly onClose: () => void;
}

/** A list of names from elsewhere. */
export function PasteNames({ onPaste, onClose }: PasteNamesProps) {
  const id = useId();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onPaste(String(new FormData(event.currentTarget).get('names') ?? ''));
  }
  return (
    <Dialog title={texts.paste} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <label htmlFor={id} className="small muted">
          {texts.pasteLead}
        </label>
        <textarea id={id} name="names" className="input paste" rows={10} required spellCheck={false} />
        <div className="actions">
          <button type="button" className="button" onClick={onClose}>
            {t.cancel}
          </button>
          <button type="submit" className="button primary">
            {texts.pasteAction}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
