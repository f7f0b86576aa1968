import { Pencil, UserX } from 'lucide-react';
import { useState } from 'react';
import {
  InviteManagersDocument,
  RenameTeamDocument,
  SetTeamManagerDocument,
} from '../../../../client/operations.generated.ts';
import { reasonOf, service } from '../../state/service.ts';
import { say } from '../../state/toasts.ts';
import { when } from '../../texts/format.ts';
import { t } from '../../texts.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { ItemMenu, type MenuEntry } from '../../ui/ItemMenu.tsx';
import { NameDialog } from '../../ui/NameDialog.tsx';
import { useAttempt } from '../../ui/use_attempt.ts';
import { type Invitation, InvitationLinks } from './InvitationLinks.tsx';
import type { LeagueData, LeagueProps } from './league_data.ts';
import { useRefresh } from './use_refresh.ts';

type Team = LeagueData['teams']['nodes'][number];
interface Asked {
  readonly what: 'rename' | 'release';
  readonly team: Team;
}

/** The teams of a league: who drafts for them, and links for those that nobody drafts for. */
export function LeagueTeams({ league, isMine, myId }: LeagueProps & { readonly myId: string | null }) {
  const [invitations, setInvitations] = useState<readonly Invitation[]>([]);
  const [asked, setAsked] = useState<Asked | null>(null);
  // A new link takes the place of one that was sent already: those who have one are invited anew by themselves.
  const open = league.teams.nodes.filter((team) => team.managerId === null && !openInvitation(team));
  const refresh = useRefresh(league.id);
  // Pressed while busy they do nothing, and keep the focus, to which the dialog gives it back.
  const { isBusy, attempt } = useAttempt({ stays: true });
  const invite = (teams: readonly Team[]) =>
    attempt(async () => {
      try {
        const { inviteManagers } = await service.ask(InviteManagersDocument, {
          teamIds: teams.map(({ id }) => id),
        });
        setInvitations(inviteManagers?.invitations ?? []);
        void refresh();
      } catch (error) {
        say(reasonOf(error));
      }
    });
  const entriesOf = (team: Team): MenuEntry[] => [
    ...(isMine || (team.managerId !== null && team.managerId === myId)
      ? [{ name: t.league.renameTeam, Icon: Pencil, onChoose: () => setAsked({ what: 'rename', team }) }]
      : []),
    ...(isMine && team.managerId !== null && team.managerId !== myId
      ? [
          {
            name: t.league.release,
            Icon: UserX,
            isDangerous: true,
            onChoose: () => setAsked({ what: 'release', team }),
          },
        ]
      : []),
  ];
  return (
    <section className="card" aria-labelledby="teams">
      <header>
        <h2 id="teams">{t.league.managers}</h2>
        {isMine && open.length > 0 && (
          <button
            type="button"
            className="button small primary"
            aria-disabled={isBusy}
            onClick={() => void invite(open)}
          >
            {t.league.inviteAll(open.length)}
          </button>
        )}
      </header>
      <ul className="list">
        {league.teams.nodes.map((team) => (
          <li key={team.id} className="item">
            <span className="grow">
              <b className="truncate" dir="auto">
                {team.name}
              </b>
              {team.manager ? (
                <span className="small muted who">
                  <span className="truncate">{team.manager.name}</span>{' '}
                  {team.managerId === myId && <span>({t.league.you})</span>}
                </span>
              ) : (
                <span className="small muted">{waitsFor(team)}</span>
              )}
            </span>
            {isMine && team.managerId === null && (
              <button
                type="button"
                className="button small"
                aria-disabled={isBusy}
                onClick={() => void invite([team])}
              >
                {openInvitation(team) ? t.league.inviteAnew : t.league.invite}
              </button>
            )}
            <ItemMenu label={t.league.moreAbout(team.name)} entries={entriesOf(team)} />
          </li>
        ))}
      </ul>
      {invitations.length > 0 && (
        <InvitationLinks league={league.name} invitations={invitations} onClose={() => setInvitations([])} />
      )}
      {asked && <TeamDialog leagueId={league.id} {...asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** The link that somebody may follow yet; for all but the commissioner there is none. */
function openInvitation({ invitations }: Team) {
  const [newest] = invitations.nodes;
  const isOpen = newest && newest.claimedAt === null && newest.revokedAt === null;
  return isOpen && Date.parse(newest.expiresAt) > Date.now() ? newest : null;
}

/** Of a team that nobody drafts for. */
function waitsFor(team: Team): string {
  const invitation = openInvitation(team);
  return invitation ? t.league.linkIsOut(when(invitation.expiresAt)) : t.league.noManager;
}

interface TeamDialogProps extends Asked {
  readonly leagueId: string;
  readonly onClose: () => void;
}

function TeamDialog({ leagueId, what, team, onClose }: TeamDialogProps) {
  const refresh = useRefresh(leagueId);
  if (what === 'rename') {
    return (
      <NameDialog
        title={t.league.renameTeam}
        label={t.league.teamName}
        action={t.league.renameTeam}
        value={team.name}
        run={async (name) => {
          await service.ask(RenameTeamDocument, { teamId: team.id, name });
          await refresh();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Confirm
      title={t.league.releaseAsk(team.manager?.name ?? '', team.name)}
      how={t.league.releaseHow}
      action={t.league.release}
      wayOut={t.cancel}
      isDangerous
      run={async () => {
        await service.ask(SetTeamManagerDocument, { teamId: team.id, managerId: null });
        await refresh();
      }}
      onClose={onClose}
    />
  );
}
