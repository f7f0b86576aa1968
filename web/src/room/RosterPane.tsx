import { memo, useState } from 'react';
import { seatRoster } from '../../../client/roster.ts';
import { t } from '../texts.ts';
import { Position } from '../ui/Position.tsx';
import { pickLabel, playersOf, useRoom } from './room_state.ts';

/** The roster of a team, seat by seat: who sits where, and what is open. */
export const RosterPane = memo(function RosterPane() {
  const room = useRoom();
  const { state, teams, myTeam, currentTeam, seats } = room;
  const [chosen, setChosen] = useState<string | null>(null);
  const team = teams.get(chosen ?? '') ?? myTeam ?? currentTeam ?? state.teams[0];
  if (!team) return null;
  const picked = playersOf(room, team.id);
  const roster = seatRoster(
    seats,
    picked.map(({ player }) => player?.positions ?? []),
  );
  const seated = new Set(roster.map(({ player }) => player));
  const reserves = picked.filter((_, index) => !seated.has(index));
  const open = roster.filter(({ player }) => player === null).length;
  return (
    <div className="pane-body">
      <div className="row between pane-tools">
        <h2 className="visually-hidden">{t.room.roster}</h2>
        <select
          className="chip"
          aria-label={t.room.rosterOf}
          value={team.id}
          onChange={(event) => setChosen(event.target.value)}
        >
          {state.teams.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <span className="small muted">{t.room.openSeats(open)}</span>
      </div>
      <ol className="roster" tabIndex={0} aria-label={`${t.room.rosterOf} ${team.name}`}>
        {roster.map(({ kind, player }, index) => {
          const filled = player === null ? null : picked[player];
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a seat is its place
            <li key={index} className={filled ? '' : 'open'}>
              <span className="seat">{kind.name.replace('_', ' ')}</span>
              {filled ? (
                <>
                  <span className="name truncate" dir="auto">
                    {filled.player?.name ?? '…'}
                  </span>
                  {filled.player && <Position positions={filled.player.positions} />}
                  <span className="figures muted small">{pickLabel(filled.cell, state.teams.length)}</span>
                </>
              ) : (
                <span className="name">{t.room.open}</span>
              )}
            </li>
          );
        })}
        {reserves.map(({ cell, player }) => (
          <li key={cell.pickNumber}>
            <span className="seat">{t.room.reserves}</span>
            <span className="name truncate" dir="auto">
              {player?.name}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
});
