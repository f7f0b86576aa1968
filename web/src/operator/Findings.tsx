import type { ServiceStatusQuery } from '../../../client/operations.generated.ts';
import { when } from '../texts/format.ts';
import { operator as texts } from '../texts/operator.ts';

type Status = NonNullable<ServiceStatusQuery['serviceStatus']>;

/** Whether somebody is needed, and for what. */
export function Problems({
  problems,
  at,
}: {
  readonly problems: Status['problems'];
  readonly at: Status['at'];
}) {
  const needed = problems.filter(({ needsYou }) => needsYou).length;
  const verdict = needed > 0 ? texts.needed(needed) : problems.length > 0 ? texts.heals : texts.well;
  return (
    <section className="stack">
      <p className="small muted">{texts.asOf(when(at))}</p>
      <div className="stack" aria-live="polite">
        <h2>{verdict}</h2>
        {problems.map(({ needsYou, what, advice, section }) => (
          <div key={what} className={needsYou ? 'notice bad' : 'notice warn'}>
            <div className="stack tight">
              <b>{what}</b>
              <span>{advice}</span>
              <code className="small">{texts.runbook(section)}</code>
            </div>
          </div>
        ))}
      </div>
    </section>
  );
}

/** What that was judged by, in the words of the command status. */
export function Figures({ figures }: { readonly figures: Status['figures'] }) {
  return (
    <section className="card" aria-labelledby="figures">
      <header>
        <h2 id="figures">{texts.figures}</h2>
      </header>
      <div className="list">
        {figures.map(({ name, text }) => (
          <div key={`${name}${text}`} className="item">
            <span className="grow">
              <b>{name}</b>
              <span className="small muted">{text}</span>
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}
