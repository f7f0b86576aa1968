import { Plus, Zap } from 'lucide-react';
import { useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { t } from '../../texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useAttempt } from '../../ui/use_attempt.ts';
import { type Practice, SPEEDS, startPractice, TEAM_COUNTS, USUAL_PRACTICE } from './practice.ts';

/** The two ways to begin: a practice draft at once, or a league. */
export function Start() {
  const [, go] = useLocation();
  const [practice, setPractice] = useState<Practice>(USUAL_PRACTICE);
  const { problem, isBusy, attempt, forget } = useAttempt();
  const tryNow = () => attempt(async () => go(`/d/${await startPractice(practice)}`));
  return (
    <>
      <div className="row wrap">
        <Button className="button primary large" isOff={isBusy} onClick={() => void tryNow()}>
          <Zap size={18} />
          {isBusy ? t.home.trying : t.home.tryNow}
        </Button>
        <Link href="/new" className="button large">
          <Plus size={18} />
          {t.home.newLeague}
        </Link>
      </div>
      {problem !== null && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      <p className="small muted">{t.home.tryHint}</p>
      <details className="more" onInput={forget}>
        <summary>{t.practice.options}</summary>
        <Options practice={practice} onChange={setPractice} />
      </details>
    </>
  );
}

interface OptionsProps {
  readonly practice: Practice;
  readonly onChange: (practice: Practice) => void;
}

function Options({ practice, onChange }: OptionsProps) {
  const id = useId();
  const { teams, seat, speed } = practice;
  return (
    <div className="row wrap options">
      <div className="field">
        <label htmlFor={`${id}-teams`}>{t.practice.teamCount}</label>
        <select
          id={`${id}-teams`}
          className="input"
          value={teams}
          onChange={(event) => onChange({ ...practice, teams: Number(event.target.value), seat: null })}
        >
          {TEAM_COUNTS.map((count) => (
            <option key={count}>{count}</option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-seat`}>{t.practice.seat}</label>
        <select
          id={`${id}-seat`}
          className="input"
          value={seat ?? ''}
          onChange={(event) =>
            onChange({ ...practice, seat: event.target.value === '' ? null : Number(event.target.value) })
          }
        >
          <option value="">{t.practice.anySeat}</option>
          {Array.from({ length: teams }, (_, index) => index + 1).map((place) => (
            <option key={place}>{place}</option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-speed`}>{t.practice.speed}</label>
        <select
          id={`${id}-speed`}
          className="input"
          value={speed}
          onChange={(event) => onChange({ ...practice, speed: event.target.value as Practice['speed'] })}
        >
          {(Object.keys(SPEEDS) as Practice['speed'][]).map((each) => (
            <option key={each} value={each}>
              {t.practice.speeds[each]}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
