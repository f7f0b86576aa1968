import { Minus, Plus } from 'lucide-react';
import { t } from '../texts.ts';
import { type Seats, seatCount } from './presets.ts';

const KINDS = ['QB', 'RB', 'WR', 'TE', 'FLEX', 'SUPER_FLEX', 'K', 'DEF', 'BN'];
const MOST_SEATS = 20;
/** As many rounds as seats: a draft has no more. */
const MOST_ROUNDS = 100;

interface SeatingProps {
  readonly seats: Seats;
  readonly onChange: (seats: Seats) => void;
}

/** How many seats of each kind a roster has. */
export function Seating({ seats, onChange }: SeatingProps) {
  const countOf = (kind: string) => seats.find(([name]) => name === kind)?.[1] ?? 0;
  const set = (kind: string, count: number) =>
    onChange(
      KINDS.map((name) => [name, name === kind ? count : countOf(name)] as const).filter(
        ([, seatsOf]) => seatsOf > 0,
      ),
    );
  return (
    <div className="seats">
      {KINDS.map((kind) => {
        const count = countOf(kind);
        return (
          <div key={kind} className="stepper">
            <b>{kind.replace('_', ' ')}</b>
            <button
              type="button"
              aria-label={t.draft.fewer(kind)}
              disabled={count === 0}
              onClick={() => set(kind, count - 1)}
            >
              <Minus size={14} />
            </button>
            <output>{count}</output>
            <button
              type="button"
              aria-label={t.draft.more(kind)}
              disabled={count >= MOST_SEATS || seatCount(seats) >= MOST_ROUNDS}
              onClick={() => set(kind, count + 1)}
            >
              <Plus size={14} />
            </button>
          </div>
        );
      })}
    </div>
  );
}
