import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { positionsIn } from '../room/player_list.ts';
import { useRoom } from '../room/room_state.ts';
import { service } from '../state/service.ts';
import { spoken, strategies as texts } from '../texts/strategies.ts';
import { NumbersByPosition } from '../ui/NumbersByPosition.tsx';

interface ChoiceProps {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** One of one's own rankings of the draft's players. */
export function RankingChoice({ id, value, onChange }: ChoiceProps & { readonly id: string }) {
  const { sheet } = useRoom();
  const { data = [] } = useQuery({ queryKey: ['rankings'], queryFn: () => service.rankings() });
  return (
    <select
      id={id}
      className="input"
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
    >
      <option value="">{texts.defaultRanking}</option>
      {data
        .filter(({ poolId }) => poolId === sheet.poolId)
        .map((ranking) => (
          <option key={ranking.id} value={ranking.id}>
            {ranking.name}
          </option>
        ))}
    </select>
  );
}

/** Any number of some values, in their order. */
export function SomeOf({ values, value, onChange }: ChoiceProps & { readonly values: readonly string[] }) {
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <div className="chips">
      {values.map((each) => (
        <button
          key={each}
          type="button"
          className="chip"
          aria-pressed={chosen.includes(each)}
          onClick={() => onChange(values.filter((one) => chosen.includes(one) !== (one === each)))}
        >
          {spoken(each)}
        </button>
      ))}
    </div>
  );
}

/** A number for each position of the pool. */
export function NumbersOfPool({ value, onChange }: ChoiceProps) {
  const { view } = useRoom();
  const positions = useMemo(() => positionsIn([...view.players.values()]), [view.players]);
  const numbers = (typeof value === 'object' && value !== null ? value : {}) as Record<string, number>;
  return <NumbersByPosition positions={positions} value={numbers} onChange={onChange} />;
}
