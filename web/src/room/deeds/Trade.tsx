import { useId, useState } from 'react';
import type { LiveCell } from '../../../../client/live_state.ts';
import { service } from '../../state/service.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { useRoom } from '../room_state.ts';
import { DeedForm } from './DeedForm.tsx';
import { PickOptions } from './PickOptions.tsx';

interface TradeProps {
  readonly cell: LiveCell;
  readonly onClose: () => void;
}

/** A pick that is not made goes to another team, for one of its picks or for nothing. */
export function Trade({ cell, onClose }: TradeProps) {
  const id = useId();
  const { live, state, seats, teams } = useRoom();
  const [version] = useState(state.version);
  const [to, setTo] = useState('');
  const [back, setBack] = useState('');
  const theirs = state.cells.filter(
    ({ teamId, playerId, isForfeited }) => teamId === to && playerId === null && !isForfeited,
  );
  // The service refuses it anyway, in words about slots and rounds.
  const held = state.cells.filter(({ teamId, isForfeited }) => teamId === to && !isForfeited).length;
  const places = seats.reduce((sum, kind) => sum + kind.seats, 0);
  const isFull = to !== '' && back === '' && held >= places;
  const trades = [
    { pickNumber: cell.pickNumber, toTeamId: to },
    ...(back === '' ? [] : [{ pickNumber: Number(back), toTeamId: cell.teamId }]),
  ];
  return (
    <DeedForm
      action={texts.tradeAction}
      done={texts.done.trade}
      isReady={to !== '' && !isFull}
      missing={isFull ? texts.tradeFull(teams.get(to)?.name ?? '', places) : null}
      onClose={onClose}
      run={(note) => service.board.tradePicks(live.draftId, { trades, version, note })}
    >
      <div className="pair">
        <div className="field">
          <label htmlFor={`${id}-to`}>{texts.tradeTo}</label>
          <select
            id={`${id}-to`}
            className="input"
            value={to}
            onChange={(event) => {
              setTo(event.target.value);
              setBack('');
            }}
          >
            <option value="">{texts.chooseTeam}</option>
            {state.teams
              .filter((team) => team.id !== cell.teamId)
              .map((team) => (
                <option key={team.id} value={team.id}>
                  {team.name}
                </option>
              ))}
          </select>
        </div>
        <div className="field">
          <label htmlFor={`${id}-back`}>{texts.tradeBack}</label>
          <select
            id={`${id}-back`}
            className="input"
            value={back}
            disabled={to === ''}
            onChange={(event) => setBack(event.target.value)}
          >
            <option value="">{texts.tradeNothing}</option>
            <PickOptions cells={theirs} />
          </select>
        </div>
      </div>
    </DeedForm>
  );
}
