import { type LucideIcon, MoreHorizontal } from 'lucide-react';
import { Popover } from './Popover.tsx';

/** What can be done with something of a list. */
export interface MenuEntry {
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly isDangerous?: boolean;
  readonly onChoose: () => void;
}

interface ItemMenuProps {
  /** What the button is called: more about what. */
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

/** A menu of what is seldom done; nothing where there is nothing to do. */
export function ItemMenu({ label, entries }: ItemMenuProps) {
  if (entries.length === 0) return null;
  return (
    <Popover className="menu" label={label} button={<MoreHorizontal size={18} />}>
      {(hide) =>
        entries.map(({ name, Icon, isDangerous = false, onChoose }) => (
          <button
            key={name}
            type="button"
            className={isDangerous ? 'button quiet danger' : 'button quiet'}
            onClick={() => {
              hide();
              onChoose();
            }}
          >
            <Icon size={16} />
            {name}
          </button>
        ))
      }
    </Popover>
  );
}
