import {
  EnableEndpointDocument,
  ReplayDeadLettersDocument,
  type ServiceStatusQuery,
} from '../../../client/operations.generated.ts';
import { operator as texts } from '../texts/operator.ts';
import type { Act } from './act.ts';

type Endpoint = NonNullable<ServiceStatusQuery['endpoints']>['nodes'][number];

/** Endpoints that take no events, or have dead letters. */
export function Endpoints({
  endpoints,
  act,
}: {
  readonly endpoints: readonly Endpoint[];
  readonly act: Act;
}) {
  const needy = endpoints.filter(({ openUntil, deadLetters }) => openUntil || deadLetters.totalCount > 0);
  if (needy.length === 0) return null;
  return (
    <section className="card" aria-labelledby="endpoints">
      <header>
        <h2 id="endpoints">{texts.endpoints}</h2>
      </header>
      <div className="list">
        {needy.map(({ id, kind, address, lastError, openUntil, deadLetters }) => (
          <div key={id} className="item">
            <span className="grow">
              <b className="truncate">{address}</b>
              <span className="small muted">
                {[kind, texts.waits(deadLetters.totalCount), lastError].filter(Boolean).join(' · ')}
              </span>
            </span>
            {openUntil && (
              <button
                type="button"
                className="button"
                onClick={() => void act((client) => client.ask(EnableEndpointDocument, { endpointId: id }))}
              >
                {texts.enable}
              </button>
            )}
            {deadLetters.totalCount > 0 && (
              <button
                type="button"
                className="button"
                onClick={() =>
                  void act((client) => client.ask(ReplayDeadLettersDocument, { endpointId: id }))
                }
              >
                {texts.replay}
              </button>
            )}
          </div>
        ))}
      </div>
    </section>
  );
}
