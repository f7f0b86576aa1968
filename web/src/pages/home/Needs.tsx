import { AlarmClock, type LucideIcon, MailQuestion, RotateCcw, Timer } from 'lucide-react';
import { Link } from 'wouter';
import type { NeedKind } from '../../../../client/operations.generated.ts';
import { when } from '../../texts/format.ts';
import { t } from '../../texts.ts';
import type { Me } from './home_data.ts';

type Need = Me['needs'][number];

const ICONS = {
  ON_THE_CLOCK: AlarmClock,
  NEXT: Timer,
  TO_MAKE_UP: RotateCcw,
  INVITATION_OPEN: MailQuestion,
} as const satisfies Record<NeedKind, LucideIcon>;

interface Line {
  readonly key: string;
  readonly kind: NeedKind;
  readonly href: string;
  readonly title: string;
  readonly how: string;
}

/** What waits for somebody now, the most urgent first. */
export function Needs({ needs }: { readonly needs: readonly Need[] }) {
  return (
    <section className="card needs" aria-labelledby="needs">
      <header>
        <h2 id="needs">{t.home.needs}</h2>
      </header>
      <ul className="list">
        {linesOf(needs).map(({ key, kind, href, title, how }) => {
          const Icon = ICONS[kind];
          return (
            <li key={key} className="item" data-kind={kind}>
              <Icon size={20} aria-hidden="true" />
              <span className="grow">
                <b className="truncate" dir="auto">
                  {title}
                </b>
                <span className="small muted truncate">{how}</span>
              </span>
              <Link href={href} className={kind === 'ON_THE_CLOCK' ? 'button small primary' : 'button small'}>
                {kind === 'INVITATION_OPEN' ? t.home.toLeague : t.home.toRoom}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A line for each pick; one for all invitations of a league. */
function linesOf(needs: readonly Need[]): Line[] {
  const picks = needs.flatMap(({ kind, draft, team, pick, until }): Line[] =>
    draft === null || kind === 'INVITATION_OPEN'
      ? []
      : [
          {
            key: `${kind} ${draft.id} ${pick?.id}`,
            kind,
            href: `/d/${draft.id}`,
            title: t.home.needKinds[kind](team?.name ?? ''),
            how: [draft.name ?? draft.league?.name, until && t.home.until(when(until))]
              .filter(Boolean)
              .join(' · '),
          },
        ],
  );
  const open = Map.groupBy(
    needs.filter(({ kind, team }) => kind === 'INVITATION_OPEN' && team !== null),
    ({ team }) => team?.leagueId ?? '',
  );
  const invitations = [...open].map(
    ([leagueId, some]): Line => ({
      key: leagueId,
      kind: 'INVITATION_OPEN',
      href: `/l/${leagueId}`,
      title: t.home.unclaimed(some.length),
      how: some.map(({ team }) => team?.name).join(', '),
    }),
  );
  return [...picks, ...invitations];
}
