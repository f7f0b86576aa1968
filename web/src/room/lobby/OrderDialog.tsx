import { useState } from 'react';
import { ReorderSlotsDocument } from '../../../../client/operations.generated.ts';
import { TeamOrder } from '../../pages/TeamOrder.tsx';
import { service } from '../../state/service.ts';
import { lobby as texts } from '../../texts/lobby.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { DeedForm } from '../deeds/DeedForm.tsx';
import { useRoom } from '../room_state.ts';

/** The order of the teams by hand, before the draft opens; everybody sees that it was changed. */
export default function OrderDialog({ onClose }: { readonly onClose: () => void }) {
  const { live, state } = useRoom();
  const [teams, setTeams] = useState(state.teams);
  const teamIds = teams.map(({ id }) => id);
  const isChanged = teamIds.join() !== state.teams.map(({ id }) => id).join();
  return (
    <Dialog title={texts.byHand} onClose={onClose}>
      <DeedForm
        action={texts.reorder}
        done={texts.reordered}
        isReady={isChanged}
        about={teamIds.join()}
        onClose={onClose}
        run={(note) => service.ask(ReorderSlotsDocument, { draftId: live.draftId, teamIds, note })}
      >
        <TeamOrder teams={teams} onChange={setTeams} />
      </DeedForm>
    </Dialog>
  );
}
