import { useId, useState } from 'react';
import type { LiveCell } from '../../../../client/live_state.ts';
import { service } from '../../state/service.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { useRoom } from '../room_state.ts';
import { DeedForm } from './DeedForm.tsx';
import { PickOptions } from './PickOptions.tsx';

interface SwapProps {
  readonly cell: LiveCell;
  readonly onClose: () => void;
}

/** Two picks that are made have each other's players. */
export function Swap({ cell, onClose }: SwapProps) {
  const id = useId();
  const { live, state } = useRoom();
  const [version] = useState(state.version);
  const [other, setOther] = useState('');
  const others = state.cells.filter(
    ({ playerId, pickNumber }) => playerId !== null && pickNumber !== cell.pickNumber,
  );
  return (
    <DeedForm
      action={texts.swapAction}
      done={texts.done.swap}
      isReady={other !== ''}
      onClose={onClose}
      run={(note) =>
        service.board.swapPicks(live.draftId, {
          ...{ pickNumber: cell.pickNumber, otherPickNumber: Number(other), version, note },
        })
      }
    >
      <div className="field">
        <label htmlFor={id}>{texts.swapWith}</label>
        <select id={id} className="input" value={other} onChange={(event) => setOther(event.target.value)}>
          <option value="">{texts.choosePick}</option>
          <PickOptions cells={others} />
        </select>
      </div>
    </DeedForm>
  );
}
