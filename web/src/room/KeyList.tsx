import { t } from '../texts.ts';
import { CloseAction, Dialog } from '../ui/Dialog.tsx';

/** Which keys do what. */
export default function KeyList({ onClose }: { readonly onClose: () => void }) {
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
