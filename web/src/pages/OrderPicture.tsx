import { t } from '../texts.ts';
import { type OrderKind, orderOf } from './presets.ts';

interface OrderPictureProps {
  readonly kind: OrderKind;
  /** Names of the teams in draft order. */
  readonly teams: readonly string[];
  readonly rounds: number;
  /** The slot whose picks are marked, from 1; 0: none. */
  readonly mine: number;
}

/** With more of them there is no room for names: slots have numbers then. */
const NAMED_TEAMS = 4;

/** The numbers of the picks as they will stand on the board: a live picture of the order. */
export function OrderPicture({ kind, teams, rounds, mine }: OrderPictureProps) {
  const slots = teams.map((_, index) => index + 1);
  const order = orderOf(kind, teams.length, rounds);
  return (
    <div
      className="order-picture"
      style={{ gridTemplateColumns: `repeat(${teams.length}, minmax(0, 1fr))` }}
      aria-hidden="true"
    >
      {teams.map((team, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
        <span key={index} className="head" title={team}>
          {headOf(team, index + 1, teams.length, mine)}
        </span>
      ))}
      {order
        .flatMap((round, index) =>
          slots.map((slot) => ({ slot, pick: index * teams.length + round.indexOf(slot) + 1 })),
        )
        .map(({ slot, pick }) => (
          <span key={pick} className={slot === mine ? 'mine' : undefined}>
            {pick}
          </span>
        ))}
    </div>
  );
}

function headOf(team: string, slot: number, teams: number, mine: number): string {
  if (teams <= NAMED_TEAMS) return team;
  return slot === mine ? t.room.you : String(slot);
}
