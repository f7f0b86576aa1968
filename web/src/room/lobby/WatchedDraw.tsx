import { lobby as texts } from '../../texts/lobby.ts';
import { DrawnOrder } from './DrawnOrder.tsx';
import { useDraw } from './use_draw.ts';

/** A draw as long as its slots are shown one by one, for a page that shows the order anyway. */
export function WatchedDraw() {
  const draw = useDraw();
  if (!draw?.isNew) return null;
  return (
    <section className="lobby" aria-label={texts.title}>
      <DrawnOrder key={draw.drawn.version} {...draw} />
    </section>
  );
}
