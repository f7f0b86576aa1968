/** A page that nobody looks at paints nothing. */
const PAINTED_WITHIN_MS = 500;

/** Acts once as soon as the next frame is painted. Answers how to stop. */
export function behindFrame(act: () => void): () => void {
  let timer = setTimeout(once, PAINTED_WITHIN_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    timer = setTimeout(once);
  });
  function once(): void {
    stop();
    act();
  }
  function stop(): void {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
  }
  return stop;
}
