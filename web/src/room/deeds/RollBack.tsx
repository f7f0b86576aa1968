import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { reasonOf, service } from '../../state/service.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { pickLabel, useRoom } from '../room_state.ts';
import { DeedForm } from './DeedForm.tsx';

interface RollBackProps {
  /** The first pick that is undone; null: the last pick alone. */
  readonly toPick: number | null;
  readonly onClose: () => void;
}

/** What a rollback would undo, pick by pick; done at the version that was looked at, or not at all. */
export default function RollBack({ toPick, onClose }: RollBackProps) {
  const { live, state, view, teams } = useRoom();
  const { data, error, isPlaceholderData } = useQuery({
    // Each change of the draft makes it another question; until that is answered the form stays as it is, and waits.
    queryKey: ['rollback', live.draftId, toPick, state.version],
    queryFn: () => service.board.rollBackPreview(live.draftId, toPick),
    ...{ staleTime: 0, gcTime: 0, placeholderData: keepPreviousData },
  });
  if (error) return <p className="notice bad">{reasonOf(error)}</p>;
  if (!data) return <p className="muted">{texts.looking}</p>;
  const { version, undone } = data;
  return (
    <DeedForm
      action={texts.rollBackAction(undone.length)}
      done={texts.done.rollBack}
      isReady={undone.length > 0 && !isPlaceholderData}
      isDangerous
      onClose={onClose}
      run={(note) =>
        toPick === null
          ? service.board.undoLast(live.draftId, { version, note })
          : service.board.rollBack(live.draftId, { toPick, version, note })
      }
    >
      <p>{undone.length === 0 ? texts.rollBackNothing : texts.rollBackUndoes(undone.length)}</p>
      <ol className="undone">
        {undone.map(({ pickNumber, teamId, playerId, wasSkipped }) => {
          const cell = state.cells[pickNumber - 1];
          return (
            <li key={pickNumber} className="pick-line">
              <span className="figures muted">{cell && pickLabel(cell, state.teams.length)}</span>
              <span className="name truncate" dir="auto">
                {playerId === null
                  ? wasSkipped && texts.wasSkipped
                  : (view.players.get(playerId)?.name ?? '…')}
              </span>
              <span className="small muted truncate" dir="auto">
                {teams.get(teamId)?.name}
              </span>
            </li>
          );
        })}
      </ol>
    </DeedForm>
  );
}
