import './styles/tokens.css';
import './styles/base.css';
import './styles/ui.css';
import './styles/controls.css';
import './styles/overlays.css';
import './styles/forms.css';
import './styles/pages.css';
import './styles/teams.css';
import './styles/room.css';
import './styles/stage.css';
import './styles/panes.css';
import './styles/board.css';
import './styles/players.css';
import './styles/lists.css';
import './styles/company.css';
import './styles/lobby.css';
import './styles/room_small.css';
import './styles/room_low.css';
import './styles/tv.css';
import './styles/replay.css';
import './styles/print.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { options } from 'preact';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { keepFocusNearby } from './ui/keep_focus.ts';

const KEEP_SHELL_AFTER_MS = 3_000;

const queries = new QueryClient({
  // The client asks again by itself while nobody answers; what the service refuses is not asked again.
  defaultOptions: { queries: { retry: false, staleTime: 5_000 }, mutations: { retry: false } },
});
// Effects run soon after what they follow, and ask for no frame: each of those has the browser sort the whole board into layers.
options.requestAnimationFrame = (flush) => void setTimeout(flush);
const place = document.getElementById('app');
if (!place) throw new Error('The page has no place for the room');
// The page itself says which browsers work; in one that is too old it stays at that.
if (CSS.supports('color', 'light-dark(red, blue)')) {
  keepFocusNearby();
  createRoot(place).render(
    <ErrorBoundary>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </ErrorBoundary>,
  );
  // When the page is there and has what it shows: the shell is for the next time.
  const later = () => setTimeout(keepShell, KEEP_SHELL_AFTER_MS);
  if (document.readyState === 'complete') later();
  else addEventListener('load', later);
}

/** Keeps the shell for the next time; a browser that cannot, or may not, loads it each time. */
function keepShell(): void {
  void navigator.serviceWorker?.register('/worker.js').catch(() => undefined);
}
