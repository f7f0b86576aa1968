import { useId, useMemo, useState } from 'react';
import type { PoolPlayer } from '../../../client/draft_client.ts';
import { filterPlayers, type SearchablePlayer } from '../room/player_list.ts';
import { settled as texts } from '../texts/settled.ts';

const FOUND_SHOWN = 12;

interface PlayerFieldProps {
  readonly label: string;
  readonly players: readonly SearchablePlayer[];
  readonly value: PoolPlayer | null;
  readonly onChange: (player: PoolPlayer | null) => void;
}

/** One player of a pool, found by a part of the name: the browser's own list below a field. */
export function PlayerField({ label, players, value, onChange }: PlayerFieldProps) {
  const id = useId();
  const [text, setText] = useState(value ? lineOf(value) : '');
  const found = useMemo(() => search(players, text).slice(0, FOUND_SHOWN), [players, text]);
  return (
    <>
      <input
        className="input"
        list={id}
        required
        autoComplete="off"
        aria-label={label}
        placeholder={texts.playerPlaceholder}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          const player = meant(players, target.value);
          target.setCustomValidity(player ? '' : texts.choosePlayer);
          onChange(player);
        }}
      />
      <datalist id={id}>
        {found.map((player) => (
          <option key={player.id} value={lineOf(player)} />
        ))}
      </datalist>
    </>
  );
}

/** Tells players of one name apart. */
function lineOf({ name, positions, proTeam }: PoolPlayer): string {
  return `${name} (${[positions.join('/'), proTeam].filter(Boolean).join(', ')})`;
}

function search(players: readonly SearchablePlayer[], text: string): readonly SearchablePlayer[] {
  return filterPlayers(
    players,
    { search: text, position: null, hidesDrafted: false, sort: 'rank' },
    () => false,
  );
}

/** The player of the line that was chosen, or the only one whom the text finds. */
function meant(players: readonly SearchablePlayer[], text: string): PoolPlayer | null {
  const chosen = players.find((player) => lineOf(player) === text);
  if (chosen) return chosen;
  const found = text.trim() === '' ? [] : search(players, text);
  return found.length === 1 ? (found[0] ?? null) : null;
}
