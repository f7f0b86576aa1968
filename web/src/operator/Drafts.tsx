import {
  PauseDraftDocument,
  RearmDraftDocument,
  ResumeDraftDocument,
  type ServiceStatusQuery,
} from '../../../client/operations.generated.ts';
import { operator as texts } from '../texts/operator.ts';
import type { Act } from './act.ts';

type Status = NonNullable<ServiceStatusQuery['serviceStatus']>;

interface DraftsProps {
  readonly overdue: Status['overdue'];
  readonly failing: Status['failing'];
  readonly act: Act;
}

/** Drafts that somebody should look at: overdue ones, and those that could not be picked for. */
export function Drafts({ overdue, failing, act }: DraftsProps) {
  return (
    <>
      {overdue.length > 0 && (
        <section className="card" aria-labelledby="overdue">
          <header>
            <h2 id="overdue">{texts.overdue}</h2>
          </header>
          <div className="list">
            {overdue.map(({ draftId, overdueSeconds, alarm }) => (
              <DraftItem
                key={draftId}
                draftId={draftId}
                line={texts.late(overdueSeconds, alarm)}
                isPaused={false}
                act={act}
              />
            ))}
          </div>
        </section>
      )}
      {failing.length > 0 && (
        <section className="card" aria-labelledby="failing">
          <header>
            <h2 id="failing">{texts.failing}</h2>
          </header>
          <div className="list">
            {failing.map(({ draftId, isPaused, attempts, error }) => (
              <DraftItem
                key={draftId}
                draftId={draftId}
                line={`${texts.attempts(attempts, isPaused)}: ${error}`}
                isPaused={isPaused}
                act={act}
              />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

interface DraftItemProps {
  readonly draftId: string;
  readonly line: string;
  readonly isPaused: boolean;
  readonly act: Act;
}

function DraftItem({ draftId, line, isPaused, act }: DraftItemProps) {
  return (
    <div className="item">
      <span className="grow">
        <b className="truncate">{draftId}</b>
        <span className="small muted">{line}</span>
      </span>
      <a
        href={`/d/${draftId}`}
        target="_blank"
        rel="noreferrer"
        className="button quiet"
        title={texts.openAs}
      >
        {texts.open}
      </a>
      {isPaused ? (
        <button
          type="button"
          className="button"
          onClick={() => void act((client) => client.ask(ResumeDraftDocument, { draftId }))}
        >
          {texts.resume}
        </button>
      ) : (
        <>
          <button
            type="button"
            className="button"
            onClick={() => void act((client) => client.ask(RearmDraftDocument, { draftId }))}
          >
            {texts.rearm}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => void act((client) => client.ask(PauseDraftDocument, { draftId }))}
          >
            {texts.pause}
          </button>
        </>
      )}
    </div>
  );
}
