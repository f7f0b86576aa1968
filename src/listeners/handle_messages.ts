import { z } from 'zod';
import type { Actor } from '../database/actor.ts';
import { isUnstorable } from '../database/connection_errors.ts';
import {
  handleLater,
  leagueOf,
  nextMessage,
  postponeMessage,
  settleMessage,
  type WaitingMessage,
} from '../database/inbox.ts';
import type { Queryable } from '../database/queryable.ts';
import { DraftError, type DraftErrorCode } from '../draft/errors.ts';
import { Announcer, type Announces } from '../events/announcer.ts';
import { CountingAnnouncer } from '../events/counting_announcer.ts';
import { idShape, Misfit, readAs } from '../shapes.ts';
import type { Log } from '../telemetry/log.ts';
import { problemOfKept } from './kept_text.ts';
import { listeners } from './registry.ts';

const messageShape = z.object({
  kind: z.string(),
  version: z.int(),
  /** Null or left out where it is about none. */
  leagueId: idShape.nullish(),
  data: z.unknown(),
});

/** Refusals that pass by themselves: the message waits, and its job tries again. */
const PASSING: readonly DraftErrorCode[] = ['DRAFT_BUSY', 'STALE_VERSION', 'ALARM_NOT_SET'];

/** Messages that one job handles. Those behind them are for the next one, which waits its turn among the jobs of other leagues. */
const MOST_AT_ONCE = 20;
/**
 * Drafts that one job changes, before the messages of its league rest: a team that is given away has an event written into each draft that it is
 * in. With 700 of them the messages of one league were 14,000 events a second, and most of a core of the database.
 */
const MOST_DRAFTS = 200;

/** A message is not for us to do; the reason is kept with it. */
class SetAside extends Error {
  override readonly name = 'SetAside';
}

/**
 * Handles the messages that wait in a league (null: those about none of sources of all leagues), one after the other, the oldest first. What is
 * unknown, malformed, refused or cannot be stored is set aside with the reason; what fails for another reason is thrown, and the messages behind
 * it wait until a job comes again. Where somebody else handles them, or they rest, nothing happens here.
 */
export async function handleMessages(
  db: Queryable,
  leagueId: string | null,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  const announcer = new Announcer(db, (error) =>
    log.warn({ err: error }, 'Could not announce what a message changed'),
  );
  const counting = new CountingAnnouncer(() => announcer);
  try {
    for (let handled = 0; !signal.aborted && handled < MOST_AT_ONCE; handled += 1) {
      const waiting = await nextMessage(db, leagueId);
      if (!waiting) return;
      const reason = await handle(db, waiting, counting, log).catch(async (error: unknown) => {
        await postponeMessage(db, waiting.id);
        throw error;
      });
      await settleMessage(db, waiting.id, reason);
      if (counting.drafts >= MOST_DRAFTS) return await rest(db, leagueId);
    }
    await handleLater(db, leagueId);
  } finally {
    await announcer.settled();
  }
}

/** Leaves the messages of a league alone for a while; they are found again as those are that nobody handles. */
async function rest(db: Queryable, leagueId: string | null): Promise<void> {
  const next = await nextMessage(db, leagueId);
  if (next) await postponeMessage(db, next.id);
}

/** Does what a message asks for; answers why it is set aside, or null. */
async function handle(
  db: Queryable,
  waiting: WaitingMessage,
  announcer: Announces,
  log: Log,
): Promise<string | null> {
  try {
    if (typeof waiting.body === 'string')
      throw new SetAside(`It cannot be read: ${problemOfKept(waiting.body)}.`);
    const { kind, version, leagueId, data } = readAs(messageShape, waiting.body);
    if (!waiting.kinds.includes(kind))
      throw new SetAside(`The source may not send messages of the kind ${kind}.`);
    const known = listeners.find((each) => each.kind === kind && each.version === version);
    if (!known) throw new SetAside(`Messages of the kind ${kind} and version ${version} are not known here.`);
    const about = known.about(data);
    const isElsewhere = waiting.sourceLeagueId !== null && waiting.sourceLeagueId !== (leagueId ?? null);
    const { teamId = null, draftId = null } = about ?? {};
    if (about !== null && leagueId == null)
      throw new SetAside('It names no league: "leagueId" must be that of its draft or team.');
    if (about !== null && (isElsewhere || (await leagueOf(db, teamId, draftId)) !== leagueId)) {
      throw new SetAside('It is about another league than the source, or the message itself, says.');
    }
    await known.handle({ db, announcer, actor: actorOf(waiting) }, data);
    return null;
  } catch (error) {
    if (error instanceof SetAside) return error.message;
    if (error instanceof DraftError && !PASSING.includes(error.code))
      return `${error.code}: ${error.message}`;
    if (error instanceof Misfit) return `It has another shape: ${error.message}.`;
    // A shape should have refused it. Tried again and again it would hold up those behind it for ever.
    if (isUnstorable(error)) {
      log.error({ err: error, message: waiting.id }, 'A message cannot be stored, and is set aside');
      return 'It has a value that cannot be stored.';
    }
    throw error;
  }
}

/** Whoever added the source; nobody, where that person is gone. */
function actorOf({ actsAsOperator, createdBy }: WaitingMessage): Actor {
  return { kind: actsAsOperator ? 'OPERATOR' : 'USER', userId: createdBy };
}
