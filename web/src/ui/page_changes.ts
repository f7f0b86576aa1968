/** Looks at each change of the page for so many ms, until `look` says that it has seen what it waits for. Answers how to stop before. */
export function watchPage(forMs: number, look: () => boolean): () => void {
  const observer = new MutationObserver(() => {
    if (look()) stop();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  const timer = setTimeout(stop, forMs);
  function stop(): void {
    clearTimeout(timer);
    observer.disconnect();
  }
  return stop;
}

/** Gives the focus to a part of the page that is no control, where whoever uses keys goes on from. */
export function focusPart(part: HTMLElement): void {
  part.tabIndex = -1;
  part.focus({ preventScroll: true });
}
