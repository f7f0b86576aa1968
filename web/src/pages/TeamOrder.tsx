import { ArrowDown, ArrowUp, GripVertical, Shuffle } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { moved } from '../ui/moved.ts';
import { useSortable } from '../ui/use_sortable.ts';
import { drawOrder } from './presets.ts';

interface OrderedTeam {
  readonly id: string;
  readonly name: string;
}

interface TeamOrderProps<Team extends OrderedTeam> {
  readonly teams: readonly Team[];
  readonly onChange: (teams: readonly Team[]) => void;
}

/** The order of the teams: by hand, or mixed here, which nobody else sees. */
export function TeamOrder<Team extends OrderedTeam>({ teams, onChange }: TeamOrderProps<Team>) {
  const drop = useCallback(
    (id: string, index: number) =>
      onChange(
        moved(
          teams,
          teams.findIndex((team) => team.id === id),
          index,
        ),
      ),
    [teams, onChange],
  );
  return (
    <div className="stack">
      <div className="row between wrap">
        <p className="small muted">{t.draft.orderHint}</p>
        <button type="button" className="button small" onClick={() => onChange(drawOrder(teams))}>
          <Shuffle size={16} />
          {t.draft.shuffle}
        </button>
      </div>
      <ol className="teams-edit">
        {teams.map((team, index) => (
          <Item
            key={team.id}
            {...{ team, index, drop }}
            isLast={index === teams.length - 1}
            onMove={(by) => onChange(moved(teams, index, index + by))}
          />
        ))}
      </ol>
      <p className="small muted">{t.draft.shuffleHint}</p>
    </div>
  );
}

interface ItemProps {
  readonly team: OrderedTeam;
  readonly index: number;
  readonly isLast: boolean;
  readonly drop: (id: string, index: number) => void;
  readonly onMove: (by: number) => void;
}

function Item({ team, index, isLast, drop, onMove }: ItemProps) {
  const element = useRef<HTMLLIElement>(null);
  const { isDragged, isOver } = useSortable(element, { list: 'order', id: team.id, index, onDrop: drop });
  return (
    <li ref={element} className={`sortable ${isDragged ? 'dragged' : ''} ${isOver ? 'over' : ''}`}>
      <span className="number">{index + 1}</span>
      <GripVertical size={16} className="muted" aria-hidden="true" />
      <span className="grow truncate" dir="auto">
        {team.name}
      </span>
      <Button
        className="button quiet icon small"
        aria-label={t.draft.up(team.name)}
        isOff={index === 0}
        onClick={() => onMove(-1)}
      >
        <ArrowUp size={16} />
      </Button>
      <Button
        className="button quiet icon small"
        aria-label={t.draft.down(team.name)}
        isOff={isLast}
        onClick={() => onMove(1)}
      >
        <ArrowDown size={16} />
      </Button>
    </li>
  );
}
