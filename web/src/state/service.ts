import { DraftClient } from '../../../client/draft_client.ts';
import { DraftClientError } from '../../../client/errors.ts';
import { withTimes } from '../texts/format.ts';
import { refusals } from '../texts/refusals.ts';
import { t } from '../texts.ts';

/** The service that this page came from; the browser sends its session's cookie along. */
export const service = new DraftClient({ url: location.origin });

interface Refused {
  readonly errors?: readonly {
    message: string;
    extensions?: { code?: string; numbers?: Record<string, unknown> };
  }[];
}

/** A request to one of the paths for signing in and out. Throws a DraftClientError with what the service says. */
export async function sessionRequest<T>(path: string, method: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new DraftClientError('UNREACHABLE', t.errors.unreachable, { cause });
  });
  const answer = (await response.json()) as T & Refused;
  const [error] = answer.errors ?? [];
  if (error) {
    throw new DraftClientError(error.extensions?.code ?? 'INTERNAL', error.message, {
      numbers: error.extensions?.numbers ?? {},
    });
  }
  return answer;
}

/** What to tell somebody of an error. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof DraftClientError)) return error instanceof Error ? error.message : String(error);
  if (error.code === 'UNREACHABLE') return t.errors.unreachable;
  return refusals[error.code]?.(error.numbers) ?? withTimes(error.message);
}

/** What to tell somebody of a draft that cannot be shown. */
export function whyNoDraft(error: unknown): string {
  const isMissing = error instanceof DraftClientError && error.code === 'DRAFT_NOT_FOUND';
  return isMissing ? t.room.missingHow : reasonOf(error);
}

/**
 * Throws a cookie away that is good no more, where that is why the service refuses: whoever comes with one is then nobody, and not
 * refused everywhere. True: it was, and asking again helps.
 */
export async function dropStaleSession(error: unknown): Promise<boolean> {
  if (!(error instanceof DraftClientError) || error.code !== 'TOKEN_INVALID') return false;
  await sessionRequest('/session', 'DELETE');
  return true;
}
