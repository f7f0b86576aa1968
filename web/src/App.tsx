import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Home } from './pages/home/Home.tsx';
import { Join } from './pages/Join.tsx';
import { SignIn } from './pages/SignIn.tsx';
import { RoomPage } from './room/RoomPage.tsx';
import { t } from './texts.ts';
import { Message } from './ui/Message.tsx';
import { Toasts } from './ui/Toasts.tsx';

// What is opened now and then is loaded then.
const NewLeague = lazy(() => import('./pages/NewLeague.tsx'));
const League = lazy(() => import('./pages/league/League.tsx'));
const NewDraft = lazy(() => import('./pages/NewDraft.tsx'));
const Tv = lazy(() => import('./pages/Tv.tsx'));
const Results = lazy(() => import('./pages/Results.tsx'));
const Rankings = lazy(() => import('./rankings/Rankings.tsx'));
const Operator = lazy(() => import('./operator/Operator.tsx'));
const Replay = lazy(() => import('./pages/Replay.tsx'));

/** An address of a draft or a league whose id is cut off or mistyped. */
const BROKEN_LINK = /^\/[dl]\/(?![0-9a-f-]{36}(?:\/|$))/i;

/** Which page belongs to which address. */
export function App() {
  return (
    <>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/" component={Home} />
          <Route path="/join" component={Join} />
          <Route path="/sign-in" component={SignIn} />
          <Route path="/new" component={NewLeague} />
          <Route path="/rankings" component={Rankings} />
          <Route path="/operator" component={Operator} />
          <Route path={BROKEN_LINK} component={NothingHere} />
          <Route path="/l/:id">{({ id }) => <League leagueId={id} />}</Route>
          <Route path="/l/:id/draft">{({ id }) => <NewDraft leagueId={id} />}</Route>
          <Route path="/d/:id">{({ id }) => <RoomPage key={id} draftId={id} />}</Route>
          <Route path="/d/:id/tv">{({ id }) => <Tv key={id} draftId={id} />}</Route>
          <Route path="/d/:id/results">{({ id }) => <Results key={id} draftId={id} />}</Route>
          <Route path="/d/:id/replay">{({ id }) => <Replay key={id} draftId={id} />}</Route>
          <Route component={NothingHere} />
        </Switch>
      </Suspense>
      <Toasts />
    </>
  );
}

function NothingHere() {
  return (
    <Message title={t.errors.notFound}>
      <p className="muted">{t.errors.notFoundHow}</p>
    </Message>
  );
}
