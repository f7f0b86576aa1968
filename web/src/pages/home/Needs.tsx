import { AlarmClock, type LucideIcon, MailQuestion, RotateCcw, Timer } from 'lucide-react';
import { Link } from 'wouter';
import type { NeedKind } from '../../../../client/operations.generated.ts';
import { hasNoClock } from '../../rules/time_rules.ts';
import { byName, when } from '../../texts/format.ts';
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
  /** Whom or what it is about: cut off where there is no room. */
  readonly who: string;
  /** What they have to do, always whole. */
  readonly what: string;
  readonly how: string;
}

/** What waits for somebody now, the most urgent first. */
export function Needs({ needs, leagues }: Pick<Me, 'needs' | 'leagues'>) {
  return (
    <section className="card needs" aria-labelledby="needs">
      <header>
        <h2 id="needs">{t.home.needs}</h2>
      </header>
      <ul className="list">
        {linesOf(needs, leagues).map(({ key, kind, href, who, what, how }) => {
          const Icon = ICONS[kind];
          return (
            <li key={key} className="item" data-kind={kind}>
              <Icon size={20} aria-hidden="true" />
              <span className="grow">
                <b className="who">
                  {who !== '' && (
                    <>
                      <span className="truncate" dir="auto">
                        {who}
                      </span>{' '}
                    </>
                  )}
                  <span>{what}</span>
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

/** A line for each draft, by what is most urgent in it; one for all invitations of a league. */
function linesOf(needs: Me['needs'], leagues: Me['leagues']): Line[] {
  const byDraft = Map.groupBy(needs, ({ draft }) => draft?.id);
  const picks = [...byDraft.values()]
    .flatMap(([first]) => first ?? [])
    .flatMap(({ kind, draft, team, pick, until }): Line[] =>
      draft === null || kind === 'INVITATION_OPEN'
        ? []
        : [
            {
              key: `${kind} ${draft.id} ${pick?.id}`,
              kind,
              href: `/d/${draft.id}`,
              who: team?.name ?? '',
              what: t.home.needKinds[kind],
              how: [until && !isEndless(draft) && t.home.until(when(until)), draft.name ?? draft.league?.name]
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
      who: leagues.find(({ id }) => id === leagueId)?.name ?? t.home.aLeague,
      what: t.home.unclaimed(some.length),
      how: some
        .map(({ team }) => team?.name ?? '')
        .sort(byName)
        .join(', '),
    }),
  );
  return [...picks, ...invitations];
}

function isEndless({ settings }: NonNullable<Need['draft']>): boolean {
  return settings !== null && hasNoClock(settings);
}
