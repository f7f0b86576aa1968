import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { DraftClient } from '../../../client/draft_client.ts';
import { DraftClientError } from '../../../client/errors.ts';
import { ServiceStatusDocument, type ServiceStatusQuery } from '../../../client/operations.generated.ts';
import { reasonOf } from '../state/service.ts';
import { say } from '../state/toasts.ts';
import { operator as texts } from '../texts/operator.ts';
import { Topbar } from '../ui/Topbar.tsx';
import type { Act } from './act.ts';
import { Drafts } from './Drafts.tsx';
import { Endpoints } from './Endpoints.tsx';
import { Figures, Problems } from './Findings.tsx';
import { Workers } from './Workers.tsx';

const READ_EVERY_MS = 2_000;
/** With this token nothing else will ever be answered. */
const OF_THE_TOKEN: readonly string[] = ['TOKEN_INVALID', 'NOT_SIGNED_IN', 'NOT_OPERATOR'];

function isOfTheToken(error: unknown): boolean {
  return error instanceof DraftClientError && OF_THE_TOKEN.includes(error.code);
}

/** How the service is, live, with what a runbook needs. Browsers' sessions are nobody's operator: the token is asked for. */
export default function Operator() {
  const [token, setToken] = useState('');
  return (
    <div className="page">
      <Topbar />
      <main className="content">
        <h1>{texts.title}</h1>
        {token === '' ? (
          <AskForToken onToken={setToken} />
        ) : (
          <Service token={token} onAnother={() => setToken('')} />
        )}
      </main>
    </div>
  );
}

function AskForToken({ onToken }: { readonly onToken: (token: string) => void }) {
  const [given, setGiven] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    onToken(given.trim());
  }
  return (
    <form className="card stack" onSubmit={submit}>
      <div className="field">
        <label htmlFor="token">{texts.token}</label>
        <input
          id="token"
          className="input"
          type="password"
          autoComplete="off"
          required
          value={given}
          onChange={(event) => setGiven(event.target.value)}
        />
        <p className="small muted">{texts.tokenHow}</p>
      </div>
      <div className="actions">
        <button type="submit" className="button primary">
          {texts.come}
        </button>
      </div>
    </form>
  );
}

interface ServiceProps {
  readonly token: string;
  /** Asks for the token again. */
  readonly onAnother: () => void;
}

function Service({ token, onAnother }: ServiceProps) {
  const client = useMemo(() => new DraftClient({ url: location.origin, token }), [token]);
  const { data, error, refetch } = useQuery<ServiceStatusQuery>({
    queryKey: ['service', token],
    queryFn: () => client.ask(ServiceStatusDocument, {}),
    refetchInterval: ({ state }) => (isOfTheToken(state.error) ? false : READ_EVERY_MS),
    retry: false,
    gcTime: 0,
  });
  const act: Act = async (work) => {
    try {
      await work(client);
      say(texts.done);
    } catch (failure) {
      say(reasonOf(failure));
    }
    await refetch();
  };
  const status = data?.serviceStatus;
  return (
    <>
      {error && (
        <div className="notice bad" role="alert">
          <span className="grow">{reasonOf(error)}</span>
          <button type="button" className="button" onClick={onAnother}>
            {texts.another}
          </button>
        </div>
      )}
      {status && (
        <>
          <Problems problems={status.problems} at={status.at} />
          <div className="two">
            <Workers workers={status.workers} act={act} />
            <Figures figures={status.figures} />
          </div>
          <Drafts overdue={status.overdue} failing={status.failing} act={act} />
          <Endpoints endpoints={data?.endpoints?.nodes ?? []} act={act} />
        </>
      )}
    </>
  );
}
