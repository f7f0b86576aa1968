import { useQuery } from '@tanstack/react-query';
import { HomeDocument, type HomeQuery } from '../../../../client/operations.generated.ts';
import { dropStaleSession, reasonOf, service } from '../../state/service.ts';
import { t } from '../../texts.ts';
import { Topbar } from '../../ui/Topbar.tsx';
import { LOOK_EVERY_MS } from '../look_every.ts';
import { OrderPicture } from '../OrderPicture.tsx';
import type { Me } from './home_data.ts';
import { Mine } from './Mine.tsx';
import { Needs } from './Needs.tsx';
import { Start } from './Start.tsx';

async function readHome(): Promise<HomeQuery> {
  try {
    return await service.ask(HomeDocument, {});
  } catch (error) {
    if (await dropStaleSession(error)) return service.ask(HomeDocument, {});
    throw error;
  }
}

/** The first page: a practice draft at once, what needs somebody, their drafts and leagues. */
export function Home() {
  const { data, error } = useQuery({
    queryKey: ['home'],
    queryFn: readHome,
    refetchOnWindowFocus: true,
    refetchInterval: LOOK_EVERY_MS,
    staleTime: 0,
  });
  const me = data?.me ?? null;
  return (
    <div className="page">
      <Topbar name={me?.name ?? null} />
      <main className="content">
        <Hero me={me} isKnown={data !== undefined} />
        {error && (
          <p className="notice bad" role="alert">
            {reasonOf(error)}
          </p>
        )}
        {me && me.needs.length > 0 && <Needs needs={me.needs} leagues={me.leagues} />}
        {me && <Mine me={me} />}
      </main>
    </div>
  );
}

function Hero({ me, isKnown }: { readonly me: Me | null; readonly isKnown: boolean }) {
  return (
    <section className="hero">
      <div className="stack">
        <h1>{t.home.title}</h1>
        <p className="lead">{t.home.lead}</p>
        {me && <Start />}
        {isKnown && !me && (
          <div className="notice warn">
            <div className="stack tight">
              <b>{t.home.signedOut}</b>
              <span>{t.home.signedOutHow}</span>
              <span>{t.home.watching}</span>
            </div>
          </div>
        )}
      </div>
      <OrderPicture kind="SNAKE" teams={t.practice.teams} rounds={8} mine={1} />
    </section>
  );
}
