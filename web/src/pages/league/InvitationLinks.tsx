import { Copy, QrCode, Share2 } from 'lucide-react';
import { useState } from 'react';
import type { InviteManagersMutation } from '../../../../client/operations.generated.ts';
import { t } from '../../texts.ts';
import { copy } from '../../ui/copy.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { OnlyHere } from '../../ui/OnlyHere.tsx';
import { Qr } from '../../ui/Qr.tsx';

/** An invitation with its link, which the service tells once. */
export type Invitation = NonNullable<InviteManagersMutation['inviteManagers']>['invitations'][number];

interface InvitationLinksProps {
  readonly league: string;
  readonly invitations: readonly Invitation[];
  readonly onClose: () => void;
}

/** Links that were just made; the service tells them only now. */
export function InvitationLinks({ league, invitations, onClose }: InvitationLinksProps) {
  const [shown, setShown] = useState<string | null>(null);
  // Without PUBLIC_URL the service does not know its own address: it is the one of this page.
  const links = invitations.map(({ invitationId, link, team }) => ({
    id: invitationId,
    team: team?.name ?? '',
    link: new URL(link, location.origin).href,
  }));
  return (
    <Dialog title={t.league.links} onClose={onClose} wide>
      <p className="muted small">{t.league.linksHint}</p>
      <OnlyHere link={links[0]?.link ?? ''} />
      <ul className="stack">
        {links.map(({ id, team, link }) => (
          <li key={id} className="stack tight">
            <h3>{team}</h3>
            <div className="link-box">
              <input
                className="input"
                readOnly
                value={link}
                aria-label={t.league.linkFor(team)}
                onFocus={({ target }) => {
                  target.setSelectionRange(0, link.length, 'backward');
                  // People know a link by its beginning: to it, after the browser has shown the end of what is chosen.
                  requestAnimationFrame(() => target.scrollTo({ left: 0 }));
                }}
              />
              <button
                type="button"
                className="button icon"
                aria-label={`${t.copy}: ${t.league.linkFor(team)}`}
                onClick={() => void copy(link)}
              >
                <Copy size={18} />
              </button>
              <button
                type="button"
                className="button icon"
                aria-label={`${t.league.showCode}: ${team}`}
                aria-expanded={shown === id}
                onClick={() => setShown(shown === id ? null : id)}
              >
                <QrCode size={18} />
              </button>
              {'share' in navigator && (
                <button
                  type="button"
                  className="button icon"
                  aria-label={`${t.share}: ${t.league.linkFor(team)}`}
                  onClick={() =>
                    // Who closes the share sheet did not want to share: no error.
                    void navigator
                      .share({ text: t.league.shareText(team, league), url: link })
                      .catch(() => undefined)
                  }
                >
                  <Share2 size={18} />
                </button>
              )}
            </div>
            {shown === id && <Qr text={link} />}
          </li>
        ))}
      </ul>
      <div className="actions">
        {links.length > 1 && (
          <button
            type="button"
            className="button"
            onClick={() => void copy(links.map(({ team, link }) => `${team}: ${link}`).join('\n'))}
          >
            {t.league.copyAll}
          </button>
        )}
        <button type="button" className="button primary" onClick={onClose}>
          {t.close}
        </button>
      </div>
    </Dialog>
  );
}
