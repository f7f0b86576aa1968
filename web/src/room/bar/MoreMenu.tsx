import {
  ClipboardList,
  Eye,
  MoreHorizontal,
  Pencil,
  Plane,
  SlidersHorizontal,
  UserCog,
  XCircle,
} from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../../texts.ts';
import { Popover } from '../../ui/Popover.tsx';
import { useRoom } from '../room_state.ts';
import type { Asked } from './BarDialogs.tsx';

const ENTRIES = [
  ['rules', SlidersHorizontal],
  ['autopilots', Plane],
  ['watchers', Eye],
  ['rename', Pencil],
  ['audit', ClipboardList],
  ['cancel', XCircle],
] as const;
/** What is of no use once a draft is over. */
const WHILE_OPEN: readonly Asked[] = ['rules', 'autopilots', 'watchers', 'cancel'];

/** What a commissioner needs now and then. */
export function MoreMenu({ onAsk }: { readonly onAsk: (asked: Asked) => void }) {
  const { sheet, isOver } = useRoom();
  return (
    <Popover
      className="menu"
      button={
        <>
          <MoreHorizontal size={16} />
          {t.commissioner.more}
        </>
      }
    >
      {(hide) => (
        <>
          {!sheet.isPreview && (
            <Link href={`/l/${sheet.league?.id}`} className="button quiet">
              <UserCog size={16} />
              {t.commissioner.managers}
            </Link>
          )}
          {ENTRIES.filter(([asked]) => !(isOver && WHILE_OPEN.includes(asked)))
            // A practice draft is in nobody's list, and for nobody else.
            .filter(([asked]) => !(sheet.isPreview && ['rename', 'watchers'].includes(asked)))
            .map(([asked, Icon]) => (
              <button
                key={asked}
                type="button"
                className={asked === 'cancel' ? 'button quiet danger' : 'button quiet'}
                onClick={() => {
                  hide();
                  onAsk(asked);
                }}
              >
                <Icon size={16} />
                {t.commissioner[asked]}
              </button>
            ))}
        </>
      )}
    </Popover>
  );
}
