import { Minus, Plus } from 'lucide-react';
import { t } from '../texts.ts';
import { Button } from '../ui/Button.tsx';
import { NumberInput } from '../ui/NumberInput.tsx';
import { MOST_ROUNDS, SEAT_KINDS, type Seats, seatCount, withSeats } from './presets.ts';

const MOST_SEATS = 20;

interface SeatingProps {
  readonly seats: Seats;
  readonly onChange: (seats: Seats) => void;
}

/** How many seats of each kind a roster has. */
export function Seating({ seats, onChange }: SeatingProps) {
  const free = MOST_ROUNDS - seatCount(seats);
  return (
    <div className="seats">
      {SEAT_KINDS.map((kind) => {
        const count = seats.find(([seat]) => seat === kind)?.[1] ?? 0;
        const most = Math.max(count, Math.min(MOST_SEATS, count + free));
        const name = kind.replace('_', ' ');
        const set = (next: number) => onChange(withSeats(seats, kind, next));
        return (
          <div key={kind} className="stepper">
            <b>{name}</b>
            <Button aria-label={t.draft.fewer(name)} isOff={count === 0} onClick={() => set(count - 1)}>
              <Minus size={14} />
            </Button>
            <NumberInput label={t.draft.seatsOf(name)} value={count} least={0} most={most} onChange={set} />
            <Button aria-label={t.draft.more(name)} isOff={count >= most} onClick={() => set(count + 1)}>
              <Plus size={14} />
            </Button>
          </div>
        );
      })}
    </div>
  );
}
