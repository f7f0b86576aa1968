import { PlayerField } from '../pools/PlayerField.tsx';
import type { SearchablePlayer } from '../room/player_list.ts';
import { settled as texts } from '../texts/settled.ts';
import { PickRows, TeamChoice } from './PickRows.tsx';
import type { Settled, SettledTeam } from './settled.ts';

interface SettledFieldsProps {
  /** In draft order. */
  readonly teams: readonly SettledTeam[];
  readonly rounds: number;
  /** Who can be kept. */
  readonly players: readonly SearchablePlayer[];
  readonly value: Settled;
  readonly onChange: (value: Settled) => void;
}

/** Keepers, picks that fall away, and picks that changed hands before the draft. */
export function SettledFields({ teams, rounds, players, value, onChange }: SettledFieldsProps) {
  const { keepers, forfeits, trades } = value;
  const change = (part: Partial<Settled>) => onChange({ ...value, ...part });
  const second = teams[1]?.id ?? '';
  return (
    <>
      <PickRows
        title={texts.keepers}
        hint={texts.keepersHint}
        add={texts.addKeeper}
        {...{ teams, rounds }}
        rows={keepers}
        onAdd={(pick) => change({ keepers: [...keepers, { ...pick, player: null }] })}
        onChange={(next) => change({ keepers: next })}
      >
        {(keeper, number, set) => (
          <PlayerField
            label={texts.keptPlayer(number)}
            players={players}
            value={keeper.player}
            onChange={(player) => set({ ...keeper, player })}
          />
        )}
      </PickRows>
      <PickRows
        title={texts.trades}
        hint={texts.tradesHint}
        add={texts.addTrade}
        {...{ teams, rounds }}
        rows={trades}
        onAdd={(pick) =>
          change({
            trades: [
              ...trades,
              { ...pick, toTeamId: pick.teamId === second ? (teams[0]?.id ?? '') : second },
            ],
          })
        }
        onChange={(next) => change({ trades: next })}
      >
        {(trade, number, set) => (
          <TeamChoice
            label={texts.tradedTo(number)}
            teams={teams}
            value={trade.toTeamId}
            onChange={(toTeamId) => set({ ...trade, toTeamId })}
          />
        )}
      </PickRows>
      <PickRows
        title={texts.forfeits}
        hint={texts.forfeitsHint}
        add={texts.addForfeit}
        {...{ teams, rounds }}
        rows={forfeits}
        onAdd={(pick) => change({ forfeits: [...forfeits, pick] })}
        onChange={(next) => change({ forfeits: next })}
      />
    </>
  );
}
