import { useQueryClient } from '@tanstack/react-query';
import { Archive, ArchiveRestore, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import {
  ArchiveLeagueDocument,
  DeleteLeagueDocument,
  RenameLeagueDocument,
} from '../../../../client/operations.generated.ts';
import { service } from '../../state/service.ts';
import { t } from '../../texts.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { ItemMenu, type MenuEntry } from '../../ui/ItemMenu.tsx';
import { NameDialog } from '../../ui/NameDialog.tsx';
import type { LeagueData } from './league_data.ts';
import { useRefresh } from './use_refresh.ts';

/** What a commissioner does with a whole league. Offered is what the service would take. */
export function LeagueMenu({ league }: { readonly league: LeagueData }) {
  const [asked, setAsked] = useState<'rename' | 'archive' | 'delete' | null>(null);
  const drafts = league.drafts.nodes;
  const isAway = league.archivedAt !== null;
  const isOver = drafts.every(({ state }) => state === 'COMPLETED' || state === 'CANCELLED');
  const wasOpened = drafts.some(({ state }) => state !== 'SCHEDULED');
  const entries: MenuEntry[] = [
    { name: t.league.rename, Icon: Pencil, onChoose: () => setAsked('rename') },
    ...(isAway || (isOver && wasOpened)
      ? [
          {
            name: isAway ? t.league.bringBack : t.league.archive,
            Icon: isAway ? ArchiveRestore : Archive,
            onChoose: () => setAsked('archive'),
          },
        ]
      : []),
    ...(wasOpened
      ? []
      : [{ name: t.league.delete, Icon: Trash2, isDangerous: true, onChoose: () => setAsked('delete') }]),
  ];
  return (
    <>
      <ItemMenu label={t.league.moreAbout(league.name)} entries={entries} />
      {asked && <LeagueDialog {...{ asked, league, isAway }} onClose={() => setAsked(null)} />}
    </>
  );
}

interface LeagueDialogProps {
  readonly asked: 'rename' | 'archive' | 'delete';
  readonly league: LeagueData;
  readonly isAway: boolean;
  readonly onClose: () => void;
}

function LeagueDialog({ asked, league: { id: leagueId, name }, isAway, onClose }: LeagueDialogProps) {
  const [, go] = useLocation();
  const queries = useQueryClient();
  const refresh = useRefresh(leagueId);
  switch (asked) {
    case 'rename':
      return (
        <NameDialog
          title={t.league.rename}
          label={t.league.name}
          action={t.league.rename}
          value={name}
          run={async (next) => {
            await service.ask(RenameLeagueDocument, { leagueId, name: next });
            await refresh();
          }}
          onClose={onClose}
        />
      );
    case 'archive':
      return (
        <Confirm
          title={isAway ? t.league.bringBackAsk(name) : t.league.archiveAsk(name)}
          how={isAway ? t.league.bringBackHow : t.league.archiveHow}
          action={isAway ? t.league.bringBack : t.league.archive}
          run={async () => {
            await service.ask(ArchiveLeagueDocument, { leagueId, archived: !isAway });
            await refresh();
          }}
          onClose={onClose}
        />
      );
    case 'delete':
      return (
        <Confirm
          title={t.league.deleteAsk(name)}
          how={t.league.deleteHow}
          action={t.league.delete}
          isDangerous
          run={async () => {
            await service.ask(DeleteLeagueDocument, { leagueId });
            go('/', { replace: true });
            queries.removeQueries({ queryKey: ['league', leagueId] });
          }}
          onClose={onClose}
        />
      );
  }
}
