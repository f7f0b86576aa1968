import { RenameDraftDocument } from '../../../../client/operations.generated.ts';
import { service } from '../../state/service.ts';
import { t } from '../../texts.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { useRoom } from '../room_state.ts';

interface RenameDraftProps {
  readonly draftId: string;
  readonly onClose: () => void;
}

/** Another name for the draft, at any time; everybody in the room sees it. */
export default function RenameDraft({ draftId, onClose }: RenameDraftProps) {
  const { sheet } = useRoom();
  return (
    <NameDialog
      title={t.commissioner.rename}
      label={t.draft.name}
      action={t.commissioner.rename}
      value={sheet.name ?? ''}
      placeholder={sheet.league?.name ?? ''}
      run={(name) => service.ask(RenameDraftDocument, { draftId, name: name || null })}
      onClose={onClose}
    />
  );
}
