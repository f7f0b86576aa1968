/** Calls back when a client is gone, soon where it is by now; answers how that is not waited for any more. */
export function whenGone(gone: AbortSignal | undefined, hear: () => void): () => void {
  if (gone?.aborted) queueMicrotask(hear);
  gone?.addEventListener('abort', hear);
  return () => gone?.removeEventListener('abort', hear);
}
