import {
  ChartColumn,
  HelpCircle,
  History,
  Link2,
  Menu,
  Monitor,
  Settings,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../texts.ts';
import { Popover } from '../ui/Popover.tsx';

interface RoomMenuProps {
  /** The address of the draft. */
  readonly base: string;
  readonly sound: boolean;
  readonly switchSound: () => void;
  /** Null: only the league may watch. */
  readonly copyLink: (() => void) | null;
  readonly onKeys: () => void;
  readonly onSettings: () => void;
}

const PAGES = [
  ['replay', History],
  ['results', ChartColumn],
  ['tv', Monitor],
] as const;

/** On a phone: what stands side by side at the top of a wide room. */
export function RoomMenu({ base, sound, switchSound, copyLink, onKeys, onSettings }: RoomMenuProps) {
  const deeds = [
    ...(copyLink ? [[t.room.watchLink, Link2, copyLink] as const] : []),
    [sound ? t.room.soundOff : t.room.soundOn, sound ? VolumeX : Volume2, switchSound] as const,
    [t.room.keys, HelpCircle, onKeys] as const,
    [t.settings.title, Settings, onSettings] as const,
  ];
  return (
    <div className="narrow-only">
      <Popover className="menu" label={t.room.pageMenu} button={<Menu size={18} />}>
        {(hide) => (
          <>
            {PAGES.map(([page, Icon]) => (
              <Link key={page} href={`${base}/${page}`} className="button quiet">
                <Icon size={16} />
                {t.room[page]}
              </Link>
            ))}
            {deeds.map(([name, Icon, run]) => (
              <button
                key={name}
                type="button"
                className="button quiet"
                onClick={() => {
                  hide();
                  run();
                }}
              >
                <Icon size={16} />
                {name}
              </button>
            ))}
          </>
        )}
      </Popover>
    </div>
  );
}
