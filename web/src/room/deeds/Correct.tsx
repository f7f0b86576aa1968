import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LiveCell } from '../../../../client/live_state.ts';
import { service } from '../../state/service.ts';
import { deeds as texts } from '../../texts/deeds.ts';
import { t } from '../../texts.ts';
import { Position } from '../../ui/Position.tsx';
import { filterPlayers, searchable } from '../player_list.ts';
import { useRoom } from '../room_state.ts';
import { DeedForm } from './DeedForm.tsx';

const FOUND_SHOWN = 8;

interface CorrectProps {
  readonly cell: LiveCell;
  readonly onClose: () => void;
}

/** Another player for a pick that is made, found by name among those who are free. */
export function Correct({ cell, onClose }: CorrectProps) {
  const { live, state, view, taken } = useRoom();
  // Decided on at this version: whoever corrected the pick meanwhile is not overruled unseen.
  const [version] = useState(state.version);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const all = useMemo(() => searchable(view.players.values()), [view.players]);
  const found = useMemo(
    () =>
      filterPlayers(all, { search, position: null, hidesDrafted: true, sort: 'rank' }, (id) =>
        taken.has(id),
      ).slice(0, FOUND_SHOWN),
    [all, search, taken],
  );
  const player = view.players.get(chosen ?? '');
  return (
    <DeedForm
      action={player ? texts.correctAction(player.name) : texts.correctNobody}
      done={texts.done.correct}
      isReady={player !== undefined}
      onClose={onClose}
      run={(note) =>
        service.board.correctPick(live.draftId, {
          ...{ pickNumber: cell.pickNumber, playerId: chosen ?? '', version, note },
        })
      }
    >
      <div className="search">
        <Search size={16} aria-hidden="true" />
        <input
          type="search"
          className="input"
          placeholder={t.room.searchHint}
          aria-label={t.room.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <div className="found" role="radiogroup" aria-label={texts.player}>
        {found.map(({ id, name, positions, proTeam, rank }) => (
          <label key={id} className="pick-line">
            <input type="radio" name="player" checked={chosen === id} onChange={() => setChosen(id)} />
            <span className="figures muted">{rank}</span>
            <span className="name truncate" dir="auto">
              {name}
            </span>
            <span className="small muted">{proTeam}</span>
            <Position positions={positions} />
          </label>
        ))}
      </div>
    </DeedForm>
  );
}
