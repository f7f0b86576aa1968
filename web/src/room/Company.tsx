import { Brain, Flame, HeartCrack, Hourglass, Laugh, PartyPopper, Users } from 'lucide-react';
import { memo } from 'react';
import type { ReactionSign } from '../../../client/operations.generated.ts';
import { reasonOf, service } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { t } from '../texts.ts';
import { Popover } from '../ui/Popover.tsx';
import { useRoom } from './room_state.ts';

const SIGNS = {
  CHEER: PartyPopper,
  FIRE: Flame,
  LAUGH: Laugh,
  OUCH: HeartCrack,
  THINK: Brain,
  HURRY: Hourglass,
} as const satisfies Record<ReactionSign, typeof Users>;
const ALL_SIGNS = Object.keys(SIGNS) as ReactionSign[];

/** How many managers are in the room; pressed, who, and signs to send. */
export function CompanyButton() {
  const { view, state, sheet, myTeam, isOver } = useRoom();
  const { company } = view;
  if (isOver) return null;
  const managed = state.teams.filter(({ managerId }) => managerId !== null);
  const here = company?.teamIds.length ?? 0;
  // A commissioner who drafts as well is one person, and stands with their team.
  const bossId = sheet.league?.commissionerId;
  const isApart = !managed.some(({ managerId }) => managerId === bossId);
  const isBossHere = isApart && (company?.hasCommissioner ?? false);
  const words = isBossHere ? t.company.hereWithCommissioner : t.company.here;
  const label = company ? words(here, managed.length) : t.company.unknown;
  return (
    <Popover
      className="company"
      label={`${t.company.title}: ${label}`}
      button={
        <>
          <Users size={17} />
          <span className="figures">{company ? here + Number(isBossHere) : '–'}</span>
        </>
      }
    >
      {() => (
        <>
          <h2>{t.company.title}</h2>
          {myTeam && <SignButtons teamId={myTeam.id} />}
          <ul>
            {state.teams.map(({ id: teamId, name, managerId }) => {
              const isHere = company?.teamIds.includes(teamId) ?? false;
              return (
                <li key={teamId} className={isHere ? 'here' : ''}>
                  <i aria-hidden="true" />
                  <span className="truncate grow" dir="auto">
                    {name}
                  </span>
                  {managerId !== null && managerId === bossId && (
                    <span className="badge">{t.company.commissioner}</span>
                  )}
                  <span className="small muted">
                    {managerId === null ? t.company.noManager : isHere ? t.company.isHere : t.company.isAway}
                  </span>
                </li>
              );
            })}
            {isApart && (
              <li className={isBossHere ? 'here' : ''}>
                <i aria-hidden="true" />
                <span className="grow">{t.company.commissioner}</span>
                <span className="small muted">{isBossHere ? t.company.isHere : t.company.isAway}</span>
              </li>
            )}
          </ul>
          <p className="small muted">{company ? t.company.watching(company.watching) : t.company.unknown}</p>
        </>
      )}
    </Popover>
  );
}

function SignButtons({ teamId }: { readonly teamId: string }) {
  const { live } = useRoom();
  async function send(sign: ReactionSign) {
    try {
      await service.react(live.draftId, teamId, sign);
    } catch (error) {
      say(reasonOf(error));
    }
  }
  return (
    <div className="signs" role="group" aria-label={t.company.react}>
      {ALL_SIGNS.map((sign) => {
        const Icon = SIGNS[sign];
        return (
          <button
            key={sign}
            type="button"
            className="button icon"
            aria-label={t.company.signs[sign]}
            title={t.company.signs[sign]}
            onClick={() => void send(sign)}
          >
            <Icon size={20} />
          </button>
        );
      })}
    </div>
  );
}

/** The signs of the last seconds, over the page; they go by themselves. */
export const Reactions = memo(function Reactions() {
  const { view, teams } = useRoom();
  const reactions = view.company?.reactions ?? [];
  return (
    <section className="reactions" aria-label={t.company.reactions}>
      <ol>
        {reactions.map(({ teamId, sign, at }) => {
          const Icon = SIGNS[sign];
          return (
            <li key={`${teamId} ${at}`} data-sign={sign}>
              <Icon size={18} role="img" aria-label={t.company.signs[sign]} />
              <span className="truncate" dir="auto">
                {teams.get(teamId)?.name}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
});
