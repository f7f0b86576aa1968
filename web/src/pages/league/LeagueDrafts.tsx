import { Archive, ArchiveRestore, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  ArchiveDraftDocument,
  DeleteDraftDocument,
  RenameDraftDocument,
} from '../../../../client/operations.generated.ts';
import { service } from '../../state/service.ts';
import { when } from '../../texts/format.ts';
import { t } from '../../texts.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { ItemMenu, type MenuEntry } from '../../ui/ItemMenu.tsx';
import { NameDialog } from '../../ui/NameDialog.tsx';
import type { LeagueData, LeagueProps } from './league_data.ts';
import { useRefresh } from './use_refresh.ts';

type LeagueDraft = LeagueData['drafts']['nodes'][number];

/** The drafts of a league; those that were put away are folded. */
export function LeagueDrafts({ league, isMine }: LeagueProps) {
  const drafts = league.drafts.nodes;
  const shown = drafts.filter(({ archivedAt }) => archivedAt === null);
  const away = drafts.filter(({ archivedAt }) => archivedAt !== null);
  const items = (some: readonly LeagueDraft[]) =>
    some.map((draft) => <Item key={draft.id} {...{ draft, league, isMine }} />);
  return (
    <section className="card" aria-labelledby="league-drafts">
      <header>
        <h2 id="league-drafts">{t.league.drafts}</h2>
        {isMine && (
          <Link href={`/l/${league.id}/draft`} className="button small primary">
            <Plus size={16} />
            {t.league.newDraft}
          </Link>
        )}
      </header>
      <ul className="list">{items(shown)}</ul>
      {shown.length === 0 && (
        <p className="empty">{isMine ? t.league.noDrafts : t.league.noDraftsOfOthers}</p>
      )}
      {away.length > 0 && (
        <footer>
          <details className="more">
            <summary>{t.league.awayDrafts(away.length)}</summary>
            <ul className="list">{items(away)}</ul>
          </details>
        </footer>
      )}
    </section>
  );
}

type Asked = 'rename' | 'archive' | 'delete';
interface ItemProps extends LeagueProps {
  readonly draft: LeagueDraft;
}

function Item({ draft, league, isMine }: ItemProps) {
  const { id, name, state, startsAt, createdAt, settings, archivedAt } = draft;
  const [asked, setAsked] = useState<Asked | null>(null);
  // What people see of a draft without a name everywhere; which of several it is, is told below.
  const title = name ?? league.name;
  const shape = settings ? t.home.shape(settings.rounds, settings.secondsPerPick) : '';
  const day =
    startsAt && state === 'SCHEDULED' ? t.home.startsAt(startsAt) : t.league.madeOn(when(createdAt));
  return (
    <li className="item">
      <Link href={state === 'COMPLETED' ? `/d/${id}/results` : `/d/${id}`} className="grow">
        <b className="truncate" dir="auto">
          {title}
        </b>
        <span className="small muted">{[shape, day].filter(Boolean).join(' · ')}</span>
      </Link>
      <span className={state === 'IN_PROGRESS' ? 'badge live' : 'badge'}>{t.states[state]}</span>
      {isMine && (
        <ItemMenu
          label={t.league.moreAboutDraft(title)}
          entries={entriesOf(state, archivedAt !== null, setAsked)}
        />
      )}
      {asked && (
        <DraftDialog
          {...{ asked, draft }}
          leagueId={league.id}
          league={league.name}
          onClose={() => setAsked(null)}
        />
      )}
    </li>
  );
}

/** Offered is what the service would take: it keeps what was opened, and puts away what is over. */
function entriesOf(state: LeagueDraft['state'], isAway: boolean, ask: (asked: Asked) => void): MenuEntry[] {
  const isOver = state === 'COMPLETED' || state === 'CANCELLED';
  return [
    { name: t.league.renameDraft, Icon: Pencil, onChoose: () => ask('rename') },
    ...(isOver
      ? [
          {
            name: isAway ? t.league.bringBack : t.league.archive,
            Icon: isAway ? ArchiveRestore : Archive,
            onChoose: () => ask('archive'),
          },
        ]
      : []),
    ...(state === 'SCHEDULED'
      ? [{ name: t.league.deleteDraft, Icon: Trash2, isDangerous: true, onChoose: () => ask('delete') }]
      : []),
  ];
}

interface DraftDialogProps {
  readonly asked: Asked;
  readonly draft: LeagueDraft;
  readonly leagueId: string;
  /** The league's name: what people see where the draft has none. */
  readonly league: string;
  readonly onClose: () => void;
}

function DraftDialog({ asked, draft, leagueId, league, onClose }: DraftDialogProps) {
  const refresh = useRefresh(leagueId);
  const { id: draftId, name } = draft;
  if (asked === 'rename') {
    return (
      <NameDialog
        title={t.league.renameDraft}
        label={t.draft.name}
        action={t.league.renameDraft}
        value={name ?? ''}
        placeholder={league}
        run={async (next) => {
          await service.ask(RenameDraftDocument, { draftId, name: next || null });
          await refresh();
        }}
        onClose={onClose}
      />
    );
  }
  const isAway = draft.archivedAt !== null;
  const [title, how, action] =
    asked === 'delete'
      ? [t.league.deleteDraftAsk, t.league.deleteDraftHow, t.league.deleteDraft]
      : isAway
        ? [t.league.bringBackAsk(name ?? league), t.league.bringBackHow, t.league.bringBack]
        : [t.league.archiveAsk(name ?? league), t.league.archiveHow, t.league.archive];
  return (
    <Confirm
      {...{ title, how, action, onClose }}
      isDangerous={asked === 'delete'}
      run={async () => {
        if (asked === 'delete') await service.ask(DeleteDraftDocument, { draftId });
        else await service.ask(ArchiveDraftDocument, { draftId, archived: !isAway });
        await refresh();
      }}
    />
  );
}
