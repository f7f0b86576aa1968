import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { LiveCell } from '../../../../client/live_state.ts';
import { PrivateReasonsDocument } from '../../../../client/operations.generated.ts';
import { service } from '../../state/service.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { when } from '../../texts/format.ts';
import { reasonBeside } from '../../texts/reason.ts';
import { t } from '../../texts.ts';
import { Choices } from '../../ui/Choices.tsx';
import { CloseAction, Dialog } from '../../ui/Dialog.tsx';
import { Position } from '../../ui/Position.tsx';
import { pickLabel, useRoom } from '../room_state.ts';
import { Correct } from './Correct.tsx';
import { PickOptions } from './PickOptions.tsx';
import RollBack from './RollBack.tsx';
import { Swap } from './Swap.tsx';
import { Trade } from './Trade.tsx';

interface CellDialogProps {
  readonly pickNumber: number;
  /** Chosen from a list and not on the board: another pick can be chosen. */
  readonly isChosenHere: boolean;
  readonly onClose: () => void;
}

/** A pick: who, how and why; for the commissioner, what can be mended about it. */
export default function CellDialog({ pickNumber, isChosenHere, onClose }: CellDialogProps) {
  const id = useId();
  const { state, isCommissioner } = useRoom();
  const [chosen, setChosen] = useState(pickNumber);
  const cell = state.cells[chosen - 1];
  if (!cell) return null;
  const mayMend = isCommissioner && state.state !== 'CANCELLED' && state.state !== 'SCHEDULED';
  return (
    <Dialog title={texts.pick(pickLabel(cell, state.teams.length))} onClose={onClose} wide={mayMend}>
      {isChosenHere && (
        <div className="field">
          <label htmlFor={id}>{texts.choose}</label>
          <select
            id={id}
            className="input"
            value={chosen}
            onChange={(event) => setChosen(Number(event.target.value))}
          >
            <PickOptions cells={state.cells.filter(({ isForfeited }) => !isForfeited)} />
          </select>
        </div>
      )}
      <Facts cell={cell} />
      {mayMend && !cell.isForfeited ? (
        <Deeds key={chosen} cell={cell} onClose={onClose} />
      ) : (
        <CloseAction onClose={onClose} />
      )}
    </Dialog>
  );
}

function Facts({ cell }: { readonly cell: LiveCell }) {
  const { live, state, view, teams, myTeam } = useRoom();
  const player = view.players.get(cell.playerId ?? '');
  const isMine = myTeam !== null && cell.teamId === myTeam.id;
  const { data } = useQuery({
    queryKey: ['private reasons', live.draftId, state.version],
    queryFn: () => service.ask(PrivateReasonsDocument, { draftId: live.draftId }),
    enabled: isMine && cell.playerId !== null && cell.source !== 'MANUAL',
  });
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [texts.whose, teams.get(cell.teamId)?.name],
    [texts.how, cell.source && t.room.marks[cell.source]],
    [texts.why, cell.reason && player ? reasonBeside(player.name, cell.reason) : cell.reason],
    [texts.privateWhy, isMine ? data?.draft?.board[cell.pickNumber - 1]?.privateReason : null],
    [texts.madeAt, cell.at && when(cell.at)],
  ];
  return (
    <>
      <div className="row">
        <b className="truncate" dir="auto">
          {player?.name ??
            (cell.isForfeited ? t.room.forfeited : cell.isSkipped ? t.room.skipped : texts.nobody)}
        </b>
        {player && <Position positions={player.positions} />}
        {player && <span className="small muted">{player.proTeam}</span>}
      </div>
      <dl className="facts">
        {facts
          .filter(([, what]) => what)
          .map(([name, what]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{what}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

const OF_MADE = ['correct', 'swap', 'rollBack'] as const;
const OF_OPEN = ['trade'] as const;
type Deed = (typeof OF_MADE | typeof OF_OPEN)[number];

function Deeds({ cell, onClose }: { readonly cell: LiveCell; readonly onClose: () => void }) {
  const isMade = cell.playerId !== null;
  const kinds: readonly Deed[] = isMade ? OF_MADE : OF_OPEN;
  const [deed, setDeed] = useState<Deed>(kinds[0] ?? 'trade');
  return (
    <div className="stack deeds">
      {kinds.length > 1 && (
        <Choices
          label={texts.what}
          options={kinds.map((kind) => [kind, ...texts.kinds[kind]] as const)}
          value={deed}
          onChange={setDeed}
        />
      )}
      {deed === 'correct' && <Correct {...{ cell, onClose }} />}
      {deed === 'swap' && <Swap {...{ cell, onClose }} />}
      {deed === 'rollBack' && <RollBack toPick={cell.pickNumber} onClose={onClose} />}
      {deed === 'trade' && (
        <>
          <h3>{texts.kinds.trade[0]}</h3>
          <p className="small muted">{texts.kinds.trade[1]}</p>
          <Trade {...{ cell, onClose }} />
        </>
      )}
    </div>
  );
}
