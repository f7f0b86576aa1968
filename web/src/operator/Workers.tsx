import { DrainProcessDocument, type ServiceStatusQuery } from '../../../client/operations.generated.ts';
import { operator as texts } from '../texts/operator.ts';
import type { Act } from './act.ts';

type Worker = NonNullable<ServiceStatusQuery['serviceStatus']>['workers'][number];

/** The worker processes, and a way to take one out of the shared work. */
export function Workers({ workers, act }: { readonly workers: readonly Worker[]; readonly act: Act }) {
  return (
    <section className="card" aria-labelledby="workers">
      <header>
        <h2 id="workers">{texts.workers}</h2>
      </header>
      <div className="list">
        {workers.map((worker) => (
          <WorkerItem key={worker.number} worker={worker} act={act} />
        ))}
      </div>
      {workers.length === 0 && <p className="empty">{texts.noWorkers}</p>}
      <footer>
        <p className="small muted">{texts.drainHow}</p>
      </footer>
    </section>
  );
}

function WorkerItem({ worker, act }: { readonly worker: Worker; readonly act: Act }) {
  const { number, name, state, isDrained, silentSeconds, failure } = worker;
  const drain = !isDrained;
  return (
    <div className="item">
      <span className="grow">
        <b className="truncate">{name}</b>
        <span className="small muted">{failure ?? texts.silent(silentSeconds)}</span>
      </span>
      <span className={state === 'ALIVE' ? 'badge live' : 'badge warn'}>
        {isDrained ? `${state}, ${texts.drained}` : state}
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={drain ? texts.drainOf(name) : texts.undrainOf(name)}
        onClick={() => void act((client) => client.ask(DrainProcessDocument, { process: number, drain }))}
      >
        {drain ? texts.drain : texts.undrain}
      </button>
    </div>
  );
}
